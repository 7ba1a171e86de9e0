BEGIN TRANSACTION;
CREATE TABLE "account" (
	id INTEGER NOT NULL, 
	code VARCHAR(100) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	customer_ref VARCHAR(64), 
	currency VARCHAR(3) NOT NULL, 
	balance BIGINT DEFAULT 0 NOT NULL, 
	version BIGINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT ck_account_balance CHECK (CASE kind WHEN 'house' THEN balance = 0 ELSE balance >= 0 END), 
	CONSTRAINT ck_account_customer CHECK ((kind = 'customer') = (customer_ref IS NOT NULL)), 
	CONSTRAINT ck_account_kind CHECK (kind IN ('customer', 'voucher', 'house')), 
	CONSTRAINT fk_account_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref), 
	CONSTRAINT uq_account_code UNIQUE (code), 
	CONSTRAINT uq_account_id_currency UNIQUE (id, currency)
);
INSERT INTO "account" VALUES(1,'house:stock:EUR','house',NULL,'EUR',0,0);
INSERT INTO "account" VALUES(2,'customer:C-1:EUR','customer','C-1','EUR',1000,2);
INSERT INTO "account" VALUES(3,'voucher:576cbddb-9df6-4f78-b918-38980eafedb6','voucher',NULL,'EUR',3000,2);
INSERT INTO "account" VALUES(4,'house:hold:own_boutique:EUR','house',NULL,'EUR',0,0);
INSERT INTO "account" VALUES(5,'house:clearing:own_boutique:EUR','house',NULL,'EUR',0,0);
CREATE TABLE adjustment (
	id CHAR(32) NOT NULL, 
	account_id BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	direction VARCHAR(8) NOT NULL, 
	amount BIGINT NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	asked_by VARCHAR(64) NOT NULL, 
	asked_at DATETIME NOT NULL, 
	CONSTRAINT pk_adjustment PRIMARY KEY (id), 
	CONSTRAINT ck_adjustment_direction CHECK (direction IN ('credit', 'debit')), 
	CONSTRAINT ck_adjustment_amount CHECK (amount > 0), 
	CONSTRAINT fk_adjustment_account_id_currency FOREIGN KEY(account_id, currency) REFERENCES account (id, currency), 
	CONSTRAINT uq_adjustment_id_asked_by UNIQUE (id, asked_by)
);
CREATE TABLE adjustment_answer (
	adjustment_id CHAR(32) NOT NULL, 
	asked_by VARCHAR(64) NOT NULL, 
	answered_by VARCHAR(64) NOT NULL, 
	answered_at DATETIME NOT NULL, 
	approved BOOLEAN NOT NULL, 
	transfer_id CHAR(32), 
	CONSTRAINT pk_adjustment_answer PRIMARY KEY (adjustment_id), 
	CONSTRAINT ck_adjustment_answer_two_persons CHECK (answered_by <> asked_by), 
	CONSTRAINT ck_adjustment_answer_approved CHECK (approved = (transfer_id IS NOT NULL)), 
	CONSTRAINT fk_adjustment_answer_adjustment_id_asked_by FOREIGN KEY(adjustment_id, asked_by) REFERENCES adjustment (id, asked_by), 
	CONSTRAINT fk_adjustment_answer_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (external_id), 
	CONSTRAINT uq_adjustment_answer_transfer_id UNIQUE (transfer_id)
);
CREATE TABLE admin_act (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	about VARCHAR(200) NOT NULL, xid BIGINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_admin_act PRIMARY KEY (id)
);
INSERT INTO "admin_act" VALUES(1,'2026-11-24 10:00:00.000000','setup','station_added','BANC-01',0);
INSERT INTO "admin_act" VALUES(2,'2026-11-24 10:00:00.000000','setup','sales_point_added','boutique',0);
INSERT INTO "admin_act" VALUES(3,'2026-11-24 10:00:00.000000','setup','link_made','C-1',0);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0006');
CREATE TABLE approval (
	id CHAR(32) NOT NULL, 
	station_id INTEGER NOT NULL, 
	epoch INTEGER NOT NULL, 
	seq BIGINT NOT NULL, 
	dossier VARCHAR(64) NOT NULL, 
	line INTEGER NOT NULL, 
	item_id INTEGER, 
	piece VARCHAR(64) NOT NULL, 
	decision VARCHAR(8) NOT NULL, 
	grade VARCHAR(16), 
	claimed BIGINT, 
	claimed_currency VARCHAR(3), 
	operator VARCHAR(64) NOT NULL, 
	occurred_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	body TEXT NOT NULL, 
	body_sha256 VARCHAR(64) NOT NULL, 
	outcome VARCHAR(16) NOT NULL, 
	reason VARCHAR(32), 
	transfer_id CHAR(32), 
	amount BIGINT, 
	currency VARCHAR(3), 
	balance_after BIGINT, 
	winner_id CHAR(32), prev_hash VARCHAR(64), hash VARCHAR(64), signature VARCHAR(128), xid BIGINT DEFAULT 0 NOT NULL, serial BIGINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_approval PRIMARY KEY (id), 
	CONSTRAINT ck_approval_grade CHECK ((decision = 'accepted') = (grade IS NOT NULL)), 
	CONSTRAINT ck_approval_credited CHECK ((outcome = 'credited') = (transfer_id IS NOT NULL)), 
	CONSTRAINT ck_approval_decision CHECK (decision IN ('accepted', 'refused')), 
	CONSTRAINT ck_approval_item CHECK (outcome = 'rejected' OR item_id IS NOT NULL), 
	CONSTRAINT ck_approval_outcome CHECK (outcome IN ('credited', 'refused', 'duplicate', 'conflict', 'amount_mismatch', 'rejected')), 
	CONSTRAINT ck_approval_winner CHECK (outcome NOT IN ('duplicate', 'conflict') OR winner_id IS NOT NULL), 
	CONSTRAINT ck_approval_epoch CHECK (epoch >= 1), 
	CONSTRAINT ck_approval_seq CHECK (seq >= 1), 
	CONSTRAINT fk_approval_item_id FOREIGN KEY(item_id) REFERENCES declared_item (id), 
	CONSTRAINT fk_approval_station_id FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT fk_approval_transfer_id FOREIGN KEY(transfer_id) REFERENCES transfer (external_id), 
	CONSTRAINT fk_approval_winner_id FOREIGN KEY(winner_id) REFERENCES approval (id), 
	CONSTRAINT uq_approval_station_id_epoch_seq UNIQUE (station_id, epoch, seq), 
	CONSTRAINT uq_approval_transfer_id UNIQUE (transfer_id)
);
INSERT INTO "approval" VALUES('0193591c6b5a7c3e8f2a1b2c3d4e5f60',1,1,1,'R-1',1,1,'QC1-7K3M9P2XW4TB-R','accepted','very_good',6000,'EUR','u-lea','2026-11-23 09:41:07.250000','2026-11-24 10:00:00.000000','{"claimed":{"currency":"EUR","minor":6000},"decision":"accepted","dossier":"R-1","epoch":1,"evidence":["5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f"],"grade":"very_good","id":"0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60","line":1,"occurred_at":"2026-11-23T09:41:07.250000+00:00","operator":"u-lea","piece":"QC1-7K3M9P2XW4TB-R","programme":{"id":"ami-for-ever","sha256":"abababababababababababababababababababababababababababababababab","version":"2026.1"},"reasons":[],"seq":1}','bc96f5c3471524420648189814b34c3fb76e33cea70718ea878763a998b4dcdc','credited',NULL,'dab794e95a40593a9f106d4caaba4ab6',6000,'EUR',6000,NULL,NULL,NULL,NULL,0,1);
CREATE TABLE cancellation (
	takeback_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	reason VARCHAR(500) NOT NULL, 
	CONSTRAINT pk_cancellation PRIMARY KEY (takeback_id), 
	CONSTRAINT fk_cancellation_takeback_id FOREIGN KEY(takeback_id) REFERENCES takeback (id)
);
CREATE TABLE code_miss (
	id INTEGER NOT NULL, 
	actor VARCHAR(64) NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT pk_code_miss PRIMARY KEY (id)
);
CREATE TABLE contact (
	takeback_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	city VARCHAR(200) NOT NULL, 
	country VARCHAR(2) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	email VARCHAR(254), 
	born_on DATE, 
	CONSTRAINT pk_contact PRIMARY KEY (takeback_id), 
	CONSTRAINT fk_contact_takeback_id FOREIGN KEY(takeback_id) REFERENCES takeback (id)
);
INSERT INTO "contact" VALUES(1,'Camille D.','Lyon','FR','fr','camille@example.org','1990-04-02');
CREATE TABLE customer (
	ref VARCHAR(64) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_customer PRIMARY KEY (ref)
);
INSERT INTO "customer" VALUES('C-1','2026-11-24 10:00:00.000000');
CREATE TABLE declared_item (
	id INTEGER NOT NULL, 
	takeback_id BIGINT NOT NULL, 
	dossier VARCHAR(64) NOT NULL, 
	line INTEGER NOT NULL, 
	account_id BIGINT NOT NULL, 
	parcel_code VARCHAR(120) NOT NULL, 
	reference VARCHAR(64) NOT NULL, 
	title TEXT NOT NULL, 
	category VARCHAR(32) NOT NULL, 
	season VARCHAR(7) NOT NULL, 
	size VARCHAR(32) NOT NULL, 
	colour TEXT NOT NULL, 
	declared_grade VARCHAR(16) NOT NULL, 
	composition VARCHAR(500), 
	currency VARCHAR(3) NOT NULL, 
	CONSTRAINT pk_declared_item PRIMARY KEY (id), 
	CONSTRAINT ck_declared_item_declared_grade CHECK (declared_grade IN ('new', 'excellent', 'very_good')), 
	CONSTRAINT ck_declared_item_line CHECK (line >= 1), 
	CONSTRAINT fk_declared_item_account_id_currency FOREIGN KEY(account_id, currency) REFERENCES account (id, currency), 
	CONSTRAINT fk_declared_item_takeback_id_parcel_code FOREIGN KEY(takeback_id, parcel_code) REFERENCES parcel (takeback_id, code), 
	CONSTRAINT uq_declared_item_dossier_line UNIQUE (dossier, line)
);
INSERT INTO "declared_item" VALUES(1,1,'R-1',1,2,'8R41207731939','HSH111.CO0031','{"fr": "Chemise oxford boutonn\u00e9e", "en": "Button-down oxford shirt"}','shirt','2022-SS','40','{"fr": "Bleu ciel", "en": "Sky blue"}','excellent','98 % coton, 2 % élasthanne','EUR');
CREATE TABLE evidence (
	sha256 VARCHAR(64) NOT NULL, 
	station_id INTEGER NOT NULL, 
	named_at DATETIME NOT NULL, 
	size BIGINT, 
	received_at DATETIME, 
	CONSTRAINT pk_evidence PRIMARY KEY (sha256), 
	CONSTRAINT ck_evidence_received CHECK ((size IS NULL) = (received_at IS NULL)), 
	CONSTRAINT ck_evidence_size CHECK (size > 0), 
	CONSTRAINT fk_evidence_station_id FOREIGN KEY(station_id) REFERENCES station (id)
);
INSERT INTO "evidence" VALUES('5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f',1,'2026-11-24 10:00:00.000000',NULL,NULL);
CREATE TABLE feed_event (
	id INTEGER NOT NULL, 
	xid BIGINT DEFAULT 0 NOT NULL, 
	takeback_id INTEGER NOT NULL, 
	CONSTRAINT pk_feed_event PRIMARY KEY (id), 
	CONSTRAINT fk_feed_event_takeback_id FOREIGN KEY(takeback_id) REFERENCES takeback (id)
);
INSERT INTO "feed_event" VALUES(1,0,1);
INSERT INTO "feed_event" VALUES(2,0,1);
CREATE TABLE held_credit (
	item_id INTEGER NOT NULL, 
	station_id INTEGER NOT NULL, 
	piece VARCHAR(64) NOT NULL, 
	amount BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	since DATETIME NOT NULL, 
	ended_at DATETIME, 
	release_asked_at DATETIME, 
	release_by VARCHAR(64), 
	release_reason VARCHAR(500), 
	CONSTRAINT pk_held_credit PRIMARY KEY (item_id), 
	CONSTRAINT ck_held_credit_release CHECK ((release_asked_at IS NULL) = (release_by IS NULL) AND (release_by IS NULL) = (release_reason IS NULL)), 
	CONSTRAINT fk_held_credit_item_id FOREIGN KEY(item_id) REFERENCES declared_item (id), 
	CONSTRAINT fk_held_credit_station_id FOREIGN KEY(station_id) REFERENCES station (id)
);
CREATE TABLE idempotency (
	actor VARCHAR(64) NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	body_sha256 VARCHAR(64) NOT NULL, 
	made CHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_idempotency PRIMARY KEY (actor, "key")
);
INSERT INTO "idempotency" VALUES('account','golden-1','e3a39e8ac182dca72b61ff0f192deb8cc3666c9bb5972ae95a50da39425a44ac','576cbddb9df64f78b91838980eafedb6','2026-11-24 10:00:00.000000');
INSERT INTO "idempotency" VALUES('boutique','golden-2','96fdedf1d0296ff63083ee54cca34530ce3dbbbd8c94b0a778a7bd72b8a93bc3','e702331e32ac40d8838320f34e0debc3','2026-11-24 10:00:00.000000');
CREATE TABLE mail (
	id INTEGER NOT NULL, 
	message_id VARCHAR(200) NOT NULL, 
	kind VARCHAR(8) NOT NULL, 
	customer_ref VARCHAR(64) NOT NULL, 
	takeback_id INTEGER, 
	parcel_code VARCHAR(120), 
	recipient VARCHAR(254), 
	body BLOB, 
	sealed_by VARCHAR(16), 
	state VARCHAR(8) NOT NULL, 
	attempts INTEGER DEFAULT 0 NOT NULL, 
	next_at DATETIME NOT NULL, 
	give_up_at DATETIME NOT NULL, 
	fault VARCHAR(200), 
	made_at DATETIME NOT NULL, 
	done_at DATETIME, 
	CONSTRAINT pk_mail PRIMARY KEY (id), 
	CONSTRAINT ck_mail_kind CHECK (kind IN ('parcel', 'sign_in', 'voucher')), 
	CONSTRAINT ck_mail_state CHECK (state IN ('waiting', 'sent', 'parked')), 
	CONSTRAINT ck_mail_waiting CHECK (state <> 'waiting' OR (body IS NOT NULL AND recipient IS NOT NULL)), 
	CONSTRAINT ck_mail_sent CHECK (state <> 'sent' OR (body IS NULL AND recipient IS NULL)), 
	CONSTRAINT ck_mail_parked CHECK (state <> 'parked' OR fault IS NOT NULL), 
	CONSTRAINT ck_mail_parcel CHECK ((kind = 'parcel') = (takeback_id IS NOT NULL AND parcel_code IS NOT NULL)), 
	CONSTRAINT fk_mail_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref), 
	CONSTRAINT fk_mail_takeback_id FOREIGN KEY(takeback_id) REFERENCES takeback (id), 
	CONSTRAINT uq_mail_message_id UNIQUE (message_id)
);
CREATE TABLE mail_line (
	approval_id CHAR(32) NOT NULL, 
	created_at DATETIME NOT NULL, 
	settled_at DATETIME, 
	mail_id INTEGER, 
	CONSTRAINT pk_mail_line PRIMARY KEY (approval_id), 
	CONSTRAINT ck_mail_line_settled CHECK (mail_id IS NULL OR settled_at IS NOT NULL), 
	CONSTRAINT fk_mail_line_approval_id FOREIGN KEY(approval_id) REFERENCES approval (id), 
	CONSTRAINT fk_mail_line_mail_id FOREIGN KEY(mail_id) REFERENCES mail (id)
);
INSERT INTO "mail_line" VALUES('0193591c6b5a7c3e8f2a1b2c3d4e5f60','2026-11-24 10:00:00.000000',NULL,NULL);
CREATE TABLE offer_price (
	item_id INTEGER NOT NULL, 
	grade VARCHAR(16) NOT NULL, 
	amount BIGINT NOT NULL, 
	CONSTRAINT pk_offer_price PRIMARY KEY (item_id, grade), 
	CONSTRAINT ck_offer_price_grade CHECK (grade IN ('new', 'excellent', 'very_good')), 
	CONSTRAINT ck_offer_price_amount CHECK (amount > 0 AND amount < 10000000), 
	CONSTRAINT fk_offer_price_item_id FOREIGN KEY(item_id) REFERENCES declared_item (id)
);
INSERT INTO "offer_price" VALUES(1,'new',9500);
INSERT INTO "offer_price" VALUES(1,'excellent',8000);
INSERT INTO "offer_price" VALUES(1,'very_good',6000);
CREATE TABLE parcel (
	takeback_id INTEGER NOT NULL, 
	code VARCHAR(120) NOT NULL, 
	carrier VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_parcel PRIMARY KEY (takeback_id, code), 
	CONSTRAINT fk_parcel_takeback_id FOREIGN KEY(takeback_id) REFERENCES takeback (id)
);
INSERT INTO "parcel" VALUES(1,'8R41207731939','colissimo');
CREATE TABLE reception (
	takeback_id BIGINT NOT NULL, 
	parcel_code VARCHAR(120) NOT NULL, 
	station_id INTEGER NOT NULL, 
	received_at DATETIME NOT NULL, 
	told_at DATETIME NOT NULL, 
	due_on DATE NOT NULL, 
	calendar VARCHAR(32) NOT NULL, 
	calendar_version VARCHAR(32) NOT NULL, 
	transfer_form BOOLEAN NOT NULL, 
	alert INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_reception PRIMARY KEY (takeback_id, parcel_code), 
	CONSTRAINT ck_reception_alert CHECK (alert >= 0), 
	CONSTRAINT fk_reception_station_id FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT fk_reception_takeback_id_parcel_code FOREIGN KEY(takeback_id, parcel_code) REFERENCES parcel (takeback_id, code)
);
CREATE TABLE redemption (
	hold_id INTEGER NOT NULL, 
	voucher_id CHAR(32) NOT NULL, 
	sales_point_id BIGINT NOT NULL, 
	accepts BOOLEAN DEFAULT 1 NOT NULL, 
	order_ref VARCHAR(64) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	CONSTRAINT pk_redemption PRIMARY KEY (hold_id), 
	CONSTRAINT ck_redemption_accepts CHECK (accepts), 
	CONSTRAINT fk_redemption_hold_id FOREIGN KEY(hold_id) REFERENCES transfer (id), 
	CONSTRAINT fk_redemption_sales_point_id_accepts FOREIGN KEY(sales_point_id, accepts) REFERENCES sales_point (id, accepts), 
	CONSTRAINT fk_redemption_voucher_id FOREIGN KEY(voucher_id) REFERENCES voucher (id), 
	CONSTRAINT uq_redemption_voucher_id_sales_point_id_order_ref UNIQUE (voucher_id, sales_point_id, order_ref)
);
INSERT INTO "redemption" VALUES(3,'576cbddb9df64f78b91838980eafedb6',1,1,'order-1','2026-11-24 10:30:00.000000');
CREATE TABLE "review_task" (
	id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	approval_id CHAR(32) NOT NULL, 
	winner_id CHAR(32), 
	state VARCHAR(8) NOT NULL, 
	created_at DATETIME NOT NULL, 
	resolved_at DATETIME, 
	resolved_by VARCHAR(64), 
	resolution VARCHAR(500), 
	CONSTRAINT pk_review_task PRIMARY KEY (id), 
	CONSTRAINT ck_review_task_state CHECK (state IN ('open', 'resolved')), 
	CONSTRAINT ck_review_task_kind CHECK (kind IN ('conflict', 'amount_mismatch', 'piece_reuse', 'uncovered')), 
	CONSTRAINT ck_review_task_resolved CHECK ((state = 'resolved') = (resolved_by IS NOT NULL AND resolution IS NOT NULL)), 
	CONSTRAINT fk_review_task_approval_id FOREIGN KEY(approval_id) REFERENCES approval (id), 
	CONSTRAINT fk_review_task_winner_id FOREIGN KEY(winner_id) REFERENCES approval (id), 
	CONSTRAINT uq_review_task_approval_id UNIQUE (approval_id)
);
CREATE TABLE sales_point (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	network VARCHAR(24) NOT NULL, 
	accepts BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_sales_point PRIMARY KEY (id), 
	CONSTRAINT ck_sales_point_accepts CHECK (accepts = (network <> 'department_store_corner')), 
	CONSTRAINT ck_sales_point_network CHECK (network IN ('brand_web', 'secondhand_web', 'own_boutique', 'department_store_corner')), 
	CONSTRAINT uq_sales_point_id_accepts UNIQUE (id, accepts), 
	CONSTRAINT uq_sales_point_name UNIQUE (name)
);
INSERT INTO "sales_point" VALUES(1,'boutique','own_boutique',1,'2026-11-24 10:00:00.000000');
CREATE TABLE seal (
	seq BIGINT NOT NULL, 
	made_at DATETIME NOT NULL, 
	content TEXT NOT NULL, 
	prev_hash VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_seal PRIMARY KEY (seq), 
	CONSTRAINT ck_seal_seq CHECK (seq >= 1), 
	CONSTRAINT uq_seal_hash UNIQUE (hash)
);
CREATE TABLE sign_in_link (
	sha256 VARCHAR(64) NOT NULL, 
	customer_ref VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_sign_in_link PRIMARY KEY (sha256), 
	CONSTRAINT fk_sign_in_link_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref)
);
INSERT INTO "sign_in_link" VALUES('d940d15047b8bf8701dbf8929550026911b1e4f27a76ede044a80b22da155985','C-1','2026-11-24 10:00:00.000000','2026-11-24 10:15:00.000000',NULL);
CREATE TABLE station (
	id INTEGER NOT NULL, 
	name VARCHAR(64) NOT NULL, 
	epoch INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, signing_keys TEXT DEFAULT '[]' NOT NULL, 
	CONSTRAINT pk_station PRIMARY KEY (id), 
	CONSTRAINT ck_station_epoch CHECK (epoch >= 1), 
	CONSTRAINT uq_station_name UNIQUE (name)
);
INSERT INTO "station" VALUES(1,'BANC-01',1,'2026-11-24 10:00:00.000000',NULL,'[]');
CREATE TABLE takeback (
	id INTEGER NOT NULL, 
	dossier VARCHAR(64) NOT NULL, 
	programme VARCHAR(64) NOT NULL, 
	customer_ref VARCHAR(64) NOT NULL, 
	accepted_at DATETIME NOT NULL, 
	received_at DATETIME NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_takeback PRIMARY KEY (id), 
	CONSTRAINT fk_takeback_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref), 
	CONSTRAINT uq_takeback_dossier UNIQUE (dossier)
);
INSERT INTO "takeback" VALUES(1,'R-1','ami-for-ever','C-1','2026-11-03 09:12:00.000000','2026-11-24 10:00:00.000000','5d897ef4e77b9a5b5920c82596b6ab96d4c8f4159b98f4e4a19400b0a3ee16e0');
CREATE TABLE "token" (
	id VARCHAR(12) NOT NULL, 
	station_id INTEGER, 
	name VARCHAR(64) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	scopes VARCHAR(100) NOT NULL, 
	created_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	sales_point_id INTEGER, not_after DATETIME, 
	CONSTRAINT pk_token PRIMARY KEY (id), 
	CONSTRAINT fk_token_sales_point_id FOREIGN KEY(sales_point_id) REFERENCES sales_point (id), 
	CONSTRAINT fk_token_station_id FOREIGN KEY(station_id) REFERENCES station (id), 
	CONSTRAINT uq_token_sha256 UNIQUE (sha256)
);
INSERT INTO "token" VALUES('gq8d0x0lme54',1,'BANC-01','317cbcc388ebd5eb026dd1510ea4dd8596888f04ca73c14a6fa72f4a7ac803a7','station','2026-11-24 10:00:00.000000',NULL,NULL,NULL);
INSERT INTO "token" VALUES('3wgro5f1t5kb',NULL,'boutique','116c928705c23ea52b52572e3eba3e7524e1b9b35aacf9de55fc1a65fb953813','pos','2026-11-24 10:00:00.000000',NULL,1,NULL);
CREATE TABLE "transfer" (
	id INTEGER NOT NULL, 
	external_id CHAR(32) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	debit_id BIGINT NOT NULL, 
	credit_id BIGINT NOT NULL, 
	amount BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	item_id INTEGER, 
	piece VARCHAR(64), 
	voucher_id CHAR(32), 
	resolves_id BIGINT, 
	resolves_kind VARCHAR(16) GENERATED ALWAYS AS (CASE WHEN resolves_id IS NOT NULL THEN 'voucher_hold' END) STORED, 
	corrects_id INTEGER, 
	actor VARCHAR(64), 
	reason VARCHAR(500), 
	created_at DATETIME NOT NULL, 
	xid BIGINT DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_transfer PRIMARY KEY (id), 
	CONSTRAINT ck_transfer_amount CHECK (amount > 0), 
	CONSTRAINT ck_transfer_two_accounts CHECK (debit_id <> credit_id), 
	CONSTRAINT ck_transfer_kind CHECK (kind IN ('piece_credit', 'piece_reversal', 'voucher_issue', 'voucher_hold', 'hold_capture', 'hold_void', 'voucher_refund', 'voucher_expire', 'voucher_cancel', 'adjustment')), 
	CONSTRAINT ck_transfer_item CHECK ((kind IN ('piece_credit', 'piece_reversal')) = (item_id IS NOT NULL)), 
	CONSTRAINT ck_transfer_piece CHECK ((item_id IS NULL) = (piece IS NULL)), 
	CONSTRAINT ck_transfer_voucher CHECK ((kind IN ('voucher_issue', 'voucher_hold', 'hold_capture', 'hold_void', 'voucher_refund', 'voucher_expire', 'voucher_cancel')) = (voucher_id IS NOT NULL)), 
	CONSTRAINT ck_transfer_resolves CHECK ((kind IN ('hold_capture', 'hold_void')) = (resolves_id IS NOT NULL)), 
	CONSTRAINT ck_transfer_corrects CHECK ((kind IN ('piece_reversal', 'voucher_refund')) = (corrects_id IS NOT NULL)), 
	CONSTRAINT ck_transfer_actor CHECK (kind = 'piece_credit' OR actor IS NOT NULL), 
	CONSTRAINT ck_transfer_reason CHECK (kind NOT IN ('piece_reversal', 'adjustment', 'voucher_cancel') OR reason IS NOT NULL), 
	CONSTRAINT fk_transfer_credit_id_currency FOREIGN KEY(credit_id, currency) REFERENCES account (id, currency), 
	CONSTRAINT fk_transfer_debit_id_currency FOREIGN KEY(debit_id, currency) REFERENCES account (id, currency), 
	CONSTRAINT fk_transfer_item_id FOREIGN KEY(item_id) REFERENCES declared_item (id), 
	CONSTRAINT fk_transfer_resolves_id_amount_resolves_kind FOREIGN KEY(resolves_id, amount, resolves_kind) REFERENCES transfer (id, amount, kind), 
	CONSTRAINT fk_transfer_voucher_id FOREIGN KEY(voucher_id) REFERENCES voucher (id), 
	CONSTRAINT fk_transfer_corrects_id FOREIGN KEY(corrects_id) REFERENCES transfer (id), 
	CONSTRAINT uq_transfer_external_id UNIQUE (external_id), 
	CONSTRAINT uq_transfer_id_amount_kind UNIQUE (id, amount, kind), 
	CONSTRAINT uq_transfer_resolves_id UNIQUE (resolves_id)
);
INSERT INTO "transfer" VALUES(1,'dab794e95a40593a9f106d4caaba4ab6','piece_credit',1,2,6000,'EUR',1,'QC1-7K3M9P2XW4TB-R',NULL,NULL,NULL,NULL,NULL,'2026-11-24 10:00:00.000000',0);
INSERT INTO "transfer" VALUES(2,'4db6dddfc8cc4b23865d5b0eaa2ba862','voucher_issue',2,3,5000,'EUR',NULL,NULL,'576cbddb9df64f78b91838980eafedb6',NULL,NULL,'account',NULL,'2026-11-24 10:00:00.000000',0);
INSERT INTO "transfer" VALUES(3,'e702331e32ac40d8838320f34e0debc3','voucher_hold',3,4,2000,'EUR',NULL,NULL,'576cbddb9df64f78b91838980eafedb6',NULL,NULL,'boutique',NULL,'2026-11-24 10:00:00.000000',0);
INSERT INTO "transfer" VALUES(4,'ded74f317b4144ab978a016b139f2b98','hold_capture',4,5,2000,'EUR',NULL,NULL,'576cbddb9df64f78b91838980eafedb6',3,NULL,'boutique',NULL,'2026-11-24 10:00:00.000000',0);
CREATE TABLE voucher (
	id CHAR(32) NOT NULL, 
	customer_ref VARCHAR(64) NOT NULL, 
	account_id BIGINT NOT NULL, 
	currency VARCHAR(3) NOT NULL, 
	amount BIGINT NOT NULL, 
	issue_on DATE NOT NULL, 
	expires_on DATE NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_voucher PRIMARY KEY (id), 
	CONSTRAINT ck_voucher_amount CHECK (amount > 0), 
	CONSTRAINT ck_voucher_days CHECK (issue_on < expires_on), 
	CONSTRAINT fk_voucher_account_id_currency FOREIGN KEY(account_id, currency) REFERENCES account (id, currency), 
	CONSTRAINT fk_voucher_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref), 
	CONSTRAINT uq_voucher_account_id UNIQUE (account_id)
);
INSERT INTO "voucher" VALUES('576cbddb9df64f78b91838980eafedb6','C-1',3,'EUR',5000,'2026-11-24','2027-11-24','2026-11-24 10:00:00.000000');
CREATE TABLE voucher_code (
	voucher_id CHAR(32) NOT NULL, 
	sha256 VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	CONSTRAINT pk_voucher_code PRIMARY KEY (voucher_id), 
	CONSTRAINT fk_voucher_code_voucher_id FOREIGN KEY(voucher_id) REFERENCES voucher (id), 
	CONSTRAINT uq_voucher_code_sha256 UNIQUE (sha256)
);
INSERT INTO "voucher_code" VALUES('576cbddb9df64f78b91838980eafedb6','c06fb580059c7bf22285f93f72cdb96ed0d5b8697c58b35df62135b728cb3e0b','2026-11-24 10:00:00.000000');
CREATE TABLE web_session (
	sha256 VARCHAR(64) NOT NULL, 
	customer_ref VARCHAR(64) NOT NULL, 
	form_key VARCHAR(64) NOT NULL, 
	made_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_web_session PRIMARY KEY (sha256), 
	CONSTRAINT fk_web_session_customer_ref FOREIGN KEY(customer_ref) REFERENCES customer (ref)
);
CREATE INDEX ix_parcel_code ON parcel (code);
CREATE INDEX ix_declared_item_takeback_id ON declared_item (takeback_id);
CREATE INDEX ix_approval_item_id ON approval (item_id);
CREATE UNIQUE INDEX uq_approval_first_decision ON approval (item_id) WHERE outcome IN ('credited', 'refused');
CREATE INDEX ix_feed_event_place ON feed_event (xid, id);
CREATE INDEX ix_feed_event_takeback ON feed_event (takeback_id, xid, id);
CREATE TRIGGER guard_approval_delete BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_declared_item_update BEFORE UPDATE ON declared_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_declared_item_delete BEFORE DELETE ON declared_item BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_offer_price_update BEFORE UPDATE ON offer_price BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_offer_price_delete BEFORE DELETE ON offer_price BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_parcel_update BEFORE UPDATE ON parcel BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_parcel_delete BEFORE DELETE ON parcel BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_takeback_update BEFORE UPDATE ON takeback BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_takeback_delete BEFORE DELETE ON takeback BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX ix_account_customer_ref ON account (customer_ref);
CREATE INDEX ix_voucher_customer_ref ON voucher (customer_ref);
CREATE INDEX ix_voucher_expires_on ON voucher (expires_on);
CREATE INDEX ix_transfer_credit_id ON transfer (credit_id);
CREATE UNIQUE INDEX uq_transfer_credited_item ON transfer (item_id) WHERE kind = 'piece_credit';
CREATE UNIQUE INDEX uq_transfer_credited_piece ON transfer (piece) WHERE kind = 'piece_credit';
CREATE UNIQUE INDEX uq_transfer_reversed_item ON transfer (item_id) WHERE kind = 'piece_reversal';
CREATE INDEX ix_transfer_spent ON transfer (debit_id) WHERE kind <> 'piece_credit';
CREATE INDEX ix_transfer_voucher ON transfer (voucher_id) WHERE voucher_id IS NOT NULL;
CREATE INDEX ix_transfer_corrected ON transfer (corrects_id) WHERE corrects_id IS NOT NULL;
CREATE INDEX ix_code_miss_actor_at ON code_miss (actor, at);
CREATE TRIGGER guard_adjustment_update BEFORE UPDATE ON adjustment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_adjustment_delete BEFORE DELETE ON adjustment BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_adjustment_answer_update BEFORE UPDATE ON adjustment_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_adjustment_answer_delete BEFORE DELETE ON adjustment_answer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_idempotency_update BEFORE UPDATE ON idempotency BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_idempotency_delete BEFORE DELETE ON idempotency BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_redemption_update BEFORE UPDATE ON redemption BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_redemption_delete BEFORE DELETE ON redemption BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_sales_point_update BEFORE UPDATE ON sales_point BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_sales_point_delete BEFORE DELETE ON sales_point BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_transfer_update BEFORE UPDATE ON transfer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_transfer_delete BEFORE DELETE ON transfer BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_voucher_update BEFORE UPDATE ON voucher BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_voucher_delete BEFORE DELETE ON voucher BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_account_update BEFORE UPDATE OF id, code, kind, customer_ref, currency ON account BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_account_delete BEFORE DELETE ON account BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX ix_contact_email ON contact (lower(email));
CREATE INDEX ix_sign_in_link_customer_ref ON sign_in_link (customer_ref);
CREATE INDEX ix_mail_due ON mail (next_at, id) WHERE state = 'waiting';
CREATE INDEX ix_mail_parcel ON mail (takeback_id, parcel_code);
CREATE INDEX ix_mail_line_open ON mail_line (created_at) WHERE settled_at IS NULL;
CREATE TRIGGER guard_admin_act_update BEFORE UPDATE ON admin_act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_admin_act_delete BEFORE DELETE ON admin_act BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE INDEX ix_admin_act_restored ON admin_act (kind) WHERE kind = 'restored';
CREATE UNIQUE INDEX uq_approval_hash ON approval (hash) WHERE hash IS NOT NULL;
CREATE UNIQUE INDEX uq_approval_serial ON approval (serial);
CREATE INDEX ix_evidence_wanted ON evidence (station_id, named_at) WHERE received_at IS NULL;
CREATE INDEX ix_held_credit_station_id ON held_credit (station_id);
CREATE TRIGGER guard_approval_update BEFORE UPDATE ON approval BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_cancellation_update BEFORE UPDATE ON cancellation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_cancellation_delete BEFORE DELETE ON cancellation BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_seal_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER guard_seal_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'append-only'); END;
COMMIT;
