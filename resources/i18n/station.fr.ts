<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>No camera</source>
        <translation>Pas d’appareil</translation>
    </message>
    <message>
        <source>None is set up on this bench. The lead chooses one in the settings.</source>
        <translation>Aucun n’est réglé sur ce banc. Un responsable en choisit un dans les réglages.</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Appareil virtuel</translation>
    </message>
    <message>
        <source>Camera lost</source>
        <translation>Appareil perdu</translation>
    </message>
    <message>
        <source>Check the cable and that the camera is on. Photos taken are kept; it comes back by itself.</source>
        <translation>Vérifiez le câble et que l’appareil est allumé. Les photos prises sont gardées&#xa0;; il revient de lui-même.</translation>
    </message>
    <message>
        <source>Camera missing</source>
        <translation>Appareil absent</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>Aucun appareil trouvé</translation>
    </message>
    <message>
        <source>Plug it in and switch it on. Inspecting goes on without it.</source>
        <translation>Branchez-le et allumez-le. Le contrôle continue sans lui.</translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation>Appareil…</translation>
    </message>
    <message>
        <source>Looking for the camera…</source>
        <translation>Recherche de l’appareil…</translation>
    </message>
    <message>
        <source>Picture at rest</source>
        <translation>Image en veille</translation>
    </message>
    <message>
        <source>Camera {name}</source>
        <translation>Appareil {name}</translation>
    </message>
    <message>
        <source>Space wakes it and takes the photo.</source>
        <translation>Espace le réveille et prend la photo.</translation>
    </message>
    <message>
        <source>one more</source>
        <translation>une de plus</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Pièce</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Dégât</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Ouverture</translation>
    </message>
    <message>
        <source>Taking the photo…</source>
        <translation>Prise de vue…</translation>
    </message>
    <message>
        <source>Photograph · {view}</source>
        <translation>Déclencher · {view}</translation>
    </message>
    <message>
        <source>Place the pin in that zone</source>
        <translation>Placer le repère dans cette zone</translation>
    </message>
    <message>
        <source>Move the pin a little</source>
        <translation>Déplacer un peu le repère</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Front or back</source>
        <translation>Devant ou dos</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Put the pin here</source>
        <translation>Poser le repère ici</translation>
    </message>
    <message>
        <source>Choose the defect</source>
        <translation>Choisir le défaut</translation>
    </message>
    <message>
        <source>Transfer form: signed, unsigned, missing</source>
        <translation>Bon de cession&#xa0;: signé, non signé, absent</translation>
    </message>
    <message>
        <source>That check is conform</source>
        <translation>Ce point est conforme</translation>
    </message>
    <message>
        <source>Shift 1 … 0</source>
        <translation>Maj 1 … 0</translation>
    </message>
    <message>
        <source>That check has a defect</source>
        <translation>Ce point a un défaut</translation>
    </message>
    <message>
        <source>Defect on the current check</source>
        <translation>Défaut sur le point en cours</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Choose, or type the PIN</source>
        <translation>Choisir, ou taper le code PIN</translation>
    </message>
    <message>
        <source>Another choice</source>
        <translation>Autre choix</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Another page</source>
        <translation>Autre page</translation>
    </message>
    <message>
        <source>Up and down the page</source>
        <translation>Monter et descendre dans la page</translation>
    </message>
    <message>
        <source>Customer&apos;s copy, or all of it</source>
        <translation>Copie du client, ou tout</translation>
    </message>
    <message>
        <source>Ctrl P</source>
        <translation>Ctrl P</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>L’imprimer</translation>
    </message>
    <message>
        <source>Try or change that line</source>
        <translation>Essayer ou changer cette ligne</translation>
    </message>
    <message>
        <source>Another line</source>
        <translation>Autre ligne</translation>
    </message>
    <message>
        <source>Try or change</source>
        <translation>Essayer ou changer</translation>
    </message>
    <message>
        <source>Open that line</source>
        <translation>Ouvrir cette ligne</translation>
    </message>
    <message>
        <source>Where the refused piece goes</source>
        <translation>Où va la pièce refusée</translation>
    </message>
    <message>
        <source>How far the treatment is</source>
        <translation>Où en est le traitement</translation>
    </message>
    <message>
        <source>It came back from the shop: inspect it anew</source>
        <translation>Elle revient de la boutique&#xa0;: la contrôler de nouveau</translation>
    </message>
    <message>
        <source>Back to the shop, shown anew, to the workshop, withdrawn</source>
        <translation>Retour boutique, nouvelles photos, atelier, retrait</translation>
    </message>
    <message>
        <source>Another of the earlier pictures</source>
        <translation>Une autre photo d’avant</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>Prendre la photo</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>Un responsable décide</translation>
    </message>
    <message>
        <source>Answer what is asked further</source>
        <translation>Répondre à la question suivante</translation>
    </message>
    <message>
        <source>Why this decision</source>
        <translation>Pourquoi cette décision</translation>
    </message>
    <message>
        <source>Sign a lower grade, with a reason</source>
        <translation>Signer un état inférieur, avec un motif</translation>
    </message>
    <message>
        <source>Set aside for review, with a reason</source>
        <translation>Mettre de côté à revoir, avec un motif</translation>
    </message>
    <message>
        <source>Sign without the photo, with a reason</source>
        <translation>Signer sans la photo, avec un motif</translation>
    </message>
    <message>
        <source>Evidence pack of the piece</source>
        <translation>Dossier de preuves de la pièce</translation>
    </message>
    <message>
        <source>Print the label of the decided piece again</source>
        <translation>Réimprimer l’étiquette de la pièce décidée</translation>
    </message>
    <message>
        <source>Another check</source>
        <translation>Un autre point</translation>
    </message>
    <message>
        <source>Another item</source>
        <translation>Un autre article</translation>
    </message>
    <message>
        <source>Open that item</source>
        <translation>Ouvrir cet article</translation>
    </message>
    <message>
        <source>The item is not in the parcel</source>
        <translation>L’article n’est pas dans le colis</translation>
    </message>
    <message>
        <source>A piece nobody declared</source>
        <translation>Une pièce que personne n’a déclarée</translation>
    </message>
    <message>
        <source>Another piece in the item&apos;s place</source>
        <translation>Une autre pièce à la place de l’article</translation>
    </message>
    <message>
        <source>A lead says which piece in quarantine the item is</source>
        <translation>Un responsable dit quelle pièce en quarantaine est l’article</translation>
    </message>
    <message>
        <source>The box is damaged, or is not</source>
        <translation>Le colis est abîmé, ou non</translation>
    </message>
    <message>
        <source>Photograph the box</source>
        <translation>Photographier le colis</translation>
    </message>
    <message>
        <source>The next thing to do</source>
        <translation>La prochaine chose à faire</translation>
    </message>
    <message>
        <source>Find a parcel by name, dossier, reference or code</source>
        <translation>Chercher un colis par nom, dossier, référence ou code</translation>
    </message>
    <message>
        <source>What waits for a lead</source>
        <translation>Ce qui attend un responsable</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Un pas en arrière</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Ctrl Z</translation>
    </message>
    <message>
        <source>Take back the last act</source>
        <translation>Annuler le dernier geste</translation>
    </message>
    <message>
        <source>Page ↑ ↓</source>
        <translation>Page ↑ ↓</translation>
    </message>
    <message>
        <source>Previous or next item</source>
        <translation>Article précédent ou suivant</translation>
    </message>
    <message>
        <source>Transfer form</source>
        <translation>Bon de cession</translation>
    </message>
    <message>
        <source>Ledger, camera and scanner: details</source>
        <translation>Registre, appareil, douchette&#xa0;: détails</translation>
    </message>
    <message>
        <source>To be recorded</source>
        <translation>À relever</translation>
    </message>
    <message>
        <source>Present, signed</source>
        <translation>Présent, signé</translation>
    </message>
    <message>
        <source>Not signed · credit held</source>
        <translation>Non signé · crédit retenu</translation>
    </message>
    <message>
        <source>Missing · credit held</source>
        <translation>Absent · crédit retenu</translation>
    </message>
    <message numerus="yes">
        <source>Overdue by %n working day(s)</source>
        <translation>
            <numerusform>Délai dépassé de %n jour ouvré</numerusform>
            <numerusform>Délai dépassé de %n jours ouvrés</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit due today</source>
        <translation>Crédit dû aujourd’hui</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Dû aujourd’hui</translation>
    </message>
    <message numerus="yes">
        <source>Credit due in %n working day(s)</source>
        <translation>
            <numerusform>Crédit dû dans %n jour ouvré</numerusform>
            <numerusform>Crédit dû dans %n jours ouvrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Late: %n working day(s)</source>
        <translation>
            <numerusform>Retard&#xa0;: %n jour ouvré</numerusform>
            <numerusform>Retard&#xa0;: %n jours ouvrés</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undeclared piece(s)</source>
        <translation>
            <numerusform>%n pièce non déclarée</numerusform>
            <numerusform>%n pièces non déclarées</numerusform>
        </translation>
    </message>
    <message>
        <source>State of the box not recorded</source>
        <translation>État du colis non noté</translation>
    </message>
    <message>
        <source>Box intact</source>
        <translation>Colis intact</translation>
    </message>
    <message>
        <source>Box damaged</source>
        <translation>Colis abîmé</translation>
    </message>
    <message>
        <source>A lead sent it back ({time}): {reason}</source>
        <translation>Renvoyée par un responsable ({time})&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>A lead linked it to {key} ({time}).</source>
        <translation>Rattachée à {key} par un responsable ({time}).</translation>
    </message>
    <message>
        <source>Photograph it (Space), stick its label on it, then Enter puts it in quarantine.</source>
        <translation>Photographiez-la (Espace), collez son étiquette, puis Entrée la met en quarantaine.</translation>
    </message>
    <message>
        <source>It waits for a lead. O: a lead links it to a declared item, or sends it back.</source>
        <translation>Elle attend un responsable. O&#xa0;: un responsable la rattache à un article déclaré, ou la renvoie.</translation>
    </message>
    <message numerus="yes">
        <source>Due: %n working day(s)</source>
        <translation>
            <numerusform>Dû&#xa0;: %n jour ouvré</numerusform>
            <numerusform>Dû&#xa0;: %n jours ouvrés</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit due on {day}</source>
        <translation>Crédit dû le {day}</translation>
    </message>
    <message>
        <source>Due on {day}</source>
        <translation>Dû le {day}</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Accepté</translation>
    </message>
    <message>
        <source>Credit taken back, {station}</source>
        <translation>Crédit repris, {station}</translation>
    </message>
    <message>
        <source>Decided at {station}</source>
        <translation>Décidé à {station}</translation>
    </message>
    <message>
        <source>To inspect</source>
        <translation>À contrôler</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Commencé</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusé</translation>
    </message>
    <message>
        <source>In treatment</source>
        <translation>En traitement</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>parcel {code}</source>
        <translation>colis {code}</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Reçu</translation>
    </message>
    <message>
        <source>Not received yet</source>
        <translation>Pas encore reçu</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>depuis {time}</translation>
    </message>
    <message>
        <source>Undeclared piece</source>
        <translation>Pièce non déclarée</translation>
    </message>
    <message>
        <source>In quarantine</source>
        <translation>En quarantaine</translation>
    </message>
    <message>
        <source>To be reviewed</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Manquant</translation>
    </message>
    <message>
        <source>Size {size}</source>
        <translation>Taille {size}</translation>
    </message>
    <message>
        <source>Ref. {reference}</source>
        <translation>Réf. {reference}</translation>
    </message>
    <message>
        <source>Second look — inspect it as if it were new</source>
        <translation>Second regard — contrôlez-la comme si elle arrivait</translation>
    </message>
    <message>
        <source>Back from the shop — inspect it anew</source>
        <translation>Retour de boutique — contrôlez-la de nouveau</translation>
    </message>
    <message>
        <source>In treatment — inspected again before anything is decided</source>
        <translation>En traitement — nouveau contrôle avant toute décision</translation>
    </message>
    <message>
        <source>Treated — this is the second inspection</source>
        <translation>Traitée — voici le second contrôle</translation>
    </message>
    <message>
        <source>Accepted · {grade}</source>
        <translation>Accepté · {grade}</translation>
    </message>
    <message>
        <source>Set aside for review</source>
        <translation>Mettre à revoir</translation>
    </message>
    <message>
        <source>by {name}, {at}</source>
        <translation>par {name}, {at}</translation>
    </message>
    <message>
        <source>Already inspected — {what}</source>
        <translation>Déjà contrôlé — {what}</translation>
    </message>
    <message>
        <source>{finding}, photo missing</source>
        <translation>{finding}, photo à prendre</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refus</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>à revoir</translation>
    </message>
    <message>
        <source>to be treated</source>
        <translation>à traiter</translation>
    </message>
    <message>
        <source>{grade} at best</source>
        <translation>{grade} au mieux</translation>
    </message>
    <message>
        <source>correct the sheet</source>
        <translation>fiche à corriger</translation>
    </message>
    <message>
        <source>Bench, studio, workshop, floor</source>
        <translation>Banc, studio, atelier, pilotage</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Réglages et essais</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Fermer la session</translation>
    </message>
    <message>
        <source>Ctrl Shift L</source>
        <translation>Ctrl Maj L</translation>
    </message>
    <message>
        <source>Français / English</source>
        <translation>Français / English</translation>
    </message>
    <message>
        <source>The keys of this screen</source>
        <translation>Les touches de cet écran</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lu</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Entendu</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Impossible</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Registre</translation>
    </message>
    <message>
        <source>Ledger…</source>
        <translation>Registre…</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Pas encore interrogé.</translation>
    </message>
    <message>
        <source>Since {time}.</source>
        <translation>Depuis {time}.</translation>
    </message>
    <message>
        <source>Ledger up to date</source>
        <translation>Registre à jour</translation>
    </message>
    <message>
        <source>Every decision has arrived. {since}</source>
        <translation>Toutes les décisions sont arrivées. {since}</translation>
    </message>
    <message numerus="yes">
        <source>Ledger · %n waiting</source>
        <translation>
            <numerusform>Registre · %n en attente</numerusform>
            <numerusform>Registre · %n en attente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) on their way to the ledger.</source>
        <translation>
            <numerusform>%n décision en route vers le registre.</numerusform>
            <numerusform>%n décisions en route vers le registre.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: they leave by themselves.</source>
        <translation>Rien à faire&#xa0;: l’envoi se fait tout seul.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Hors ligne depuis {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) kept here.</source>
        <translation>
            <numerusform>%n décision gardée ici.</numerusform>
            <numerusform>%n décisions gardées ici.</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Hors ligne</translation>
    </message>
    <message>
        <source>Go on working: everything is kept and leaves by itself once the ledger answers.</source>
        <translation>Continuez à travailler&#xa0;: tout est gardé et partira tout seul dès que le registre répondra.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) need somebody&apos;s attention.</source>
        <translation>
            <numerusform>%n décision demande l’attention de quelqu’un.</numerusform>
            <numerusform>%n décisions demandent l’attention de quelqu’un.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ledger: needs attention</source>
        <translation>Registre&#xa0;: à voir</translation>
    </message>
    <message>
        <source>Tell the lead. Nothing is lost, and inspecting can go on.</source>
        <translation>Prévenez un responsable. Rien n’est perdu, et le contrôle peut continuer.</translation>
    </message>
    <message>
        <source>{name} is ready.</source>
        <translation>{name} est prêt.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Imprimante</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) waiting.</source>
        <translation>
            <numerusform>%n étiquette en attente.</numerusform>
            <numerusform>%n étiquettes en attente.</numerusform>
        </translation>
    </message>
    <message>
        <source>Printer…</source>
        <translation>Imprimante…</translation>
    </message>
    <message>
        <source>Labels wait and leave by themselves; go on inspecting.</source>
        <translation>Les étiquettes attendent et partent d’elles-mêmes&#xa0;; continuez à contrôler.</translation>
    </message>
    <message numerus="yes">
        <source>Printer · %n waiting</source>
        <translation>
            <numerusform>Imprimante · %n en attente</numerusform>
            <numerusform>Imprimante · %n en attente</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: they are on their way.</source>
        <translation>Rien à faire&#xa0;: elles sont en route.</translation>
    </message>
    <message>
        <source>It is ready. A label leaves by itself once a piece is accepted.</source>
        <translation>Elle est prête. Une étiquette part d’elle-même dès qu’une pièce est acceptée.</translation>
    </message>
    <message>
        <source>P prints the label of a decided piece again.</source>
        <translation>P réimprime l’étiquette d’une pièce décidée.</translation>
    </message>
    <message>
        <source>Check that it is switched on and connected.</source>
        <translation>Vérifiez qu’elle est allumée et reliée.</translation>
    </message>
    <message>
        <source>Printer offline</source>
        <translation>Imprimante hors ligne</translation>
    </message>
    <message>
        <source>The label printer does not answer.</source>
        <translation>L’imprimante d’étiquettes ne répond pas.</translation>
    </message>
    <message>
        <source>Out of labels</source>
        <translation>Plus d’étiquettes</translation>
    </message>
    <message>
        <source>The printer has no labels left.</source>
        <translation>L’imprimante n’a plus d’étiquettes.</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover.</source>
        <translation>Mettez un rouleau et refermez le capot.</translation>
    </message>
    <message>
        <source>Printer open</source>
        <translation>Imprimante ouverte</translation>
    </message>
    <message>
        <source>The printer&apos;s head or cover is open.</source>
        <translation>La tête ou le capot de l’imprimante est ouvert.</translation>
    </message>
    <message>
        <source>Close it until it clicks.</source>
        <translation>Refermez jusqu’au déclic.</translation>
    </message>
    <message>
        <source>Check labels, ribbon and cover, then press its pause key.</source>
        <translation>Vérifiez étiquettes, ruban et capot, puis appuyez sur sa touche pause.</translation>
    </message>
    <message>
        <source>Printer stopped</source>
        <translation>Imprimante arrêtée</translation>
    </message>
    <message>
        <source>The printer has stopped.</source>
        <translation>L’imprimante s’est arrêtée.</translation>
    </message>
    <message>
        <source>What answers at the printer&apos;s address takes no labels.</source>
        <translation>Ce qui répond à l’adresse de l’imprimante ne prend pas d’étiquettes.</translation>
    </message>
    <message>
        <source>Printer refuses</source>
        <translation>Imprimante refuse</translation>
    </message>
    <message>
        <source>The lead checks its address in the settings.</source>
        <translation>Le responsable vérifie son adresse dans les réglages.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Appareil photo</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Douchette</translation>
    </message>
    <message>
        <source>Ctrl F types a code by hand.</source>
        <translation>Ctrl F tape un code à la main.</translation>
    </message>
    <message>
        <source>Scanner unplugged</source>
        <translation>Douchette débranchée</translation>
    </message>
    <message>
        <source>Nothing answers at the scanner&apos;s port.</source>
        <translation>Rien ne répond sur le port de la douchette.</translation>
    </message>
    <message>
        <source>Scanner not permitted</source>
        <translation>Douchette non autorisée</translation>
    </message>
    <message>
        <source>The system does not let this session open the scanner&apos;s port.</source>
        <translation>Le système ne laisse pas cette session ouvrir le port de la douchette.</translation>
    </message>
    <message>
        <source>An administrator adds this user to the group that owns the port (often dialout).</source>
        <translation>Un administrateur ajoute cet utilisateur au groupe du port (souvent dialout).</translation>
    </message>
    <message>
        <source>It is connected by its own line and is heard on every screen.</source>
        <translation>Elle a sa propre liaison et est entendue sur tous les écrans.</translation>
    </message>
    <message>
        <source>It types like a keyboard and is heard on every screen.</source>
        <translation>Elle écrit comme un clavier et elle est entendue sur tous les écrans.</translation>
    </message>
    <message>
        <source>Scan any label to try it: the band on top answers. Ctrl F types a code by hand.</source>
        <translation>Pour l’essayer, scannez une étiquette&#xa0;: le bandeau du haut répond. Ctrl F permet de taper un code.</translation>
    </message>
    <message>
        <source>Decision signed</source>
        <translation>Décision signée</translation>
    </message>
    <message>
        <source>Decision signed by a lead</source>
        <translation>Décision signée par un responsable</translation>
    </message>
    <message>
        <source>At best {grade} so far</source>
        <translation>{grade} au mieux, à ce stade</translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>Contrôle</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) left</source>
        <translation>
            <numerusform>%n point à contrôler</numerusform>
            <numerusform>%n points à contrôler</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent to treatment</source>
        <translation>Envoyée en traitement</translation>
    </message>
    <message>
        <source>Proposed decision</source>
        <translation>Décision proposée</translation>
    </message>
    <message>
        <source>Taking the credit back: waits for the ledger</source>
        <translation>Reprise du crédit&#xa0;: en attente du registre</translation>
    </message>
    <message>
        <source>Credit taken back</source>
        <translation>Crédit repris</translation>
    </message>
    <message>
        <source>Credit not taken back: the customer has spent it; the office decides</source>
        <translation>Crédit non repris&#xa0;: le client l’a dépensé&#xa0;; le bureau décide</translation>
    </message>
    <message>
        <source>Credit not taken back: the ledger knows of none</source>
        <translation>Crédit non repris&#xa0;: le registre n’en connaît pas</translation>
    </message>
    <message>
        <source>Second look</source>
        <translation>Second regard</translation>
    </message>
    <message>
        <source>The shop shows it as {grade}</source>
        <translation>La boutique la montre en {grade}</translation>
    </message>
    <message>
        <source>Back from the shop</source>
        <translation>Retour de boutique</translation>
    </message>
    <message>
        <source>To be photographed</source>
        <translation>À photographier</translation>
    </message>
    <message>
        <source>Nobody is credited for it. A lead says whose it is.</source>
        <translation>Personne n’est crédité pour elle. Un responsable dit à qui elle est.</translation>
    </message>
    <message>
        <source>Bench ready</source>
        <translation>Banc prêt</translation>
    </message>
    <message>
        <source>Scan a parcel</source>
        <translation>Scannez un colis</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) dealt with</source>
        <translation>
            <numerusform>%n article traité</numerusform>
            <numerusform>%n articles traités</numerusform>
        </translation>
    </message>
    <message>
        <source>credits of {amount}</source>
        <translation>crédits de {amount}</translation>
    </message>
    <message>
        <source>no credit</source>
        <translation>aucun crédit</translation>
    </message>
    <message>
        <source>Parcel complete</source>
        <translation>Colis terminé</translation>
    </message>
    <message>
        <source>Parcel open</source>
        <translation>Colis ouvert</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) to inspect</source>
        <translation>
            <numerusform>%n article à contrôler</numerusform>
            <numerusform>%n articles à contrôler</numerusform>
        </translation>
    </message>
    <message>
        <source>Form present, signed</source>
        <translation>Bon présent, signé</translation>
    </message>
    <message>
        <source>{check}: conform</source>
        <translation>{check}&#xa0;: conforme</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Ouvrir la session</translation>
    </message>
    <message>
        <source>Record the transfer form</source>
        <translation>Relever le bon de cession</translation>
    </message>
    <message>
        <source>Open the item</source>
        <translation>Ouvrir l’article</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>Article suivant</translation>
    </message>
    <message>
        <source>Put in quarantine</source>
        <translation>Mettre en quarantaine</translation>
    </message>
    <message>
        <source>Photograph the defect</source>
        <translation>Photographier le défaut</translation>
    </message>
    <message>
        <source>Next parcel</source>
        <translation>Colis suivant</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Find a parcel</source>
        <translation>Chercher un colis</translation>
    </message>
    <message>
        <source>Photograph the piece</source>
        <translation>Photographier la pièce</translation>
    </message>
    <message>
        <source>Photograph the damage</source>
        <translation>Photographier le dégât</translation>
    </message>
    <message>
        <source>Keep the second look</source>
        <translation>Garder le second regard</translation>
    </message>
    <message>
        <source>Refuse the item</source>
        <translation>Refuser l’article</translation>
    </message>
    <message>
        <source>Send to treatment</source>
        <translation>Envoyer en traitement</translation>
    </message>
    <message>
        <source>Accept · {amount}</source>
        <translation>Accepter · {amount}</translation>
    </message>
    <message>
        <source>Why? One line for the lead</source>
        <translation>Pourquoi&#xa0;? Une ligne pour le responsable</translation>
    </message>
    <message>
        <source>Sign as {grade}</source>
        <translation>Signer en {grade}</translation>
    </message>
    <message>
        <source>Why a lower grade? One line</source>
        <translation>Pourquoi un état inférieur&#xa0;? Une ligne</translation>
    </message>
    <message>
        <source>Sign without the photo</source>
        <translation>Signer sans la photo</translation>
    </message>
    <message>
        <source>Why could it not be taken? One line</source>
        <translation>Pourquoi n’a-t-elle pas pu être prise&#xa0;? Une ligne</translation>
    </message>
    <message>
        <source>not bought</source>
        <translation>non repris</translation>
    </message>
    <message>
        <source>Conditions of take-back</source>
        <translation>Conditions de reprise</translation>
    </message>
    <message>
        <source>Accepted offer</source>
        <translation>Offre acceptée</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>Refus&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>To be reviewed: {reason}</source>
        <translation>À revoir&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Treated first: {reason}</source>
        <translation>Traité d’abord&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>Correct the product sheet</source>
        <translation>Fiche produit à corriger</translation>
    </message>
    <message>
        <source>Still refused, for another reason</source>
        <translation>Toujours refusé, pour une autre raison</translation>
    </message>
    <message>
        <source>To be treated</source>
        <translation>À traiter</translation>
    </message>
    <message>
        <source>Goes on with the open checks</source>
        <translation>Le contrôle continue</translation>
    </message>
    <message>
        <source>Defect {mark}</source>
        <translation>Défaut {mark}</translation>
    </message>
    <message>
        <source>Before treatment {mark}</source>
        <translation>Avant traitement {mark}</translation>
    </message>
    <message>
        <source>Customer in {country}</source>
        <translation>Client en {country}</translation>
    </message>
    <message>
        <source>Treatment begun</source>
        <translation>Traitement commencé</translation>
    </message>
    <message>
        <source>Treated: inspect again</source>
        <translation>Traitée&#xa0;: contrôler de nouveau</translation>
    </message>
    <message>
        <source>Return to the customer</source>
        <translation>Renvoi au client</translation>
    </message>
    <message>
        <source>Donate</source>
        <translation>Don</translation>
    </message>
    <message>
        <source>Recycle</source>
        <translation>Recyclage</translation>
    </message>
    <message>
        <source>Nothing waits for a lead.</source>
        <translation>Rien n’attend un responsable.</translation>
    </message>
    <message>
        <source>Nothing begins like this. Enter takes it as a code.</source>
        <translation>Rien ne commence ainsi. Entrée le prend comme un code.</translation>
    </message>
    <message>
        <source>The customer&apos;s name, the dossier, a reference, or the readable part of a label: the beginnings are enough.</source>
        <translation>Le nom du client, le dossier, une référence, ou la partie lisible d’une étiquette&#xa0;: les débuts suffisent.</translation>
    </message>
    <message>
        <source>The lead&apos;s badge: scan it</source>
        <translation>Le badge du responsable&#xa0;: scannez-le</translation>
    </message>
    <message>
        <source>The transfer form is not there, signed; the credit leaves all the same.</source>
        <translation>Le bon de cession n’est pas là, signé&#xa0;; le crédit part quand même.</translation>
    </message>
    <message>
        <source>Release the held credit</source>
        <translation>Libérer le crédit retenu</translation>
    </message>
    <message>
        <source>Take the credit back: {amount}</source>
        <translation>Reprendre le crédit&#xa0;: {amount}</translation>
    </message>
    <message>
        <source>The decision stays; spent money does too.</source>
        <translation>La décision reste&#xa0;; l’argent dépensé aussi.</translation>
    </message>
    <message>
        <source>It came back from the shop after the days the programme gives.</source>
        <translation>Elle revient de la boutique après le délai du programme.</translation>
    </message>
    <message>
        <source>Inspect it anew all the same</source>
        <translation>La contrôler tout de même</translation>
    </message>
    <message>
        <source>Accept as {grade}</source>
        <translation>Accepter&#xa0;: {grade}</translation>
    </message>
    <message>
        <source>Refuse: {reason}</source>
        <translation>Refuser&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>It is piece {piece}</source>
        <translation>C’est la pièce {piece}</translation>
    </message>
    <message>
        <source>found in parcel {parcel}</source>
        <translation>trouvée dans le colis {parcel}</translation>
    </message>
    <message>
        <source>It is {title}</source>
        <translation>C’est&#xa0;: {title}</translation>
    </message>
    <message>
        <source>Send it back</source>
        <translation>La renvoyer</translation>
    </message>
    <message>
        <source>It is nobody&apos;s declared item.</source>
        <translation>Elle n’est l’article déclaré de personne.</translation>
    </message>
    <message>
        <source>Declared: {value}</source>
        <translation>Déclaré&#xa0;: {value}</translation>
    </message>
    <message>
        <source>Copy for the customer</source>
        <translation>Copie pour le client</translation>
    </message>
    <message>
        <source>Evidence pack</source>
        <translation>Dossier de preuves</translation>
    </message>
    <message>
        <source>label on the piece</source>
        <translation>étiquette sur la pièce</translation>
    </message>
    <message>
        <source>label sent</source>
        <translation>étiquette envoyée</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>aucune touche</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>ESSAI</translation>
    </message>
    <message>
        <source>Test label</source>
        <translation>Étiquette d’essai</translation>
    </message>
    <message>
        <source>None is set: labels on request only.</source>
        <translation>Aucune n’est réglée&#xa0;: étiquettes à la demande seulement.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Taille de l’affichage</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Sons</translation>
    </message>
    <message>
        <source>A scan is heard</source>
        <translation>Un scan s’entend</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Silence</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Essayer</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Étalonner</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Essai en cours…</translation>
    </message>
    <message>
        <source>Back to 100 %</source>
        <translation>Revenir à 100&#xa0;%</translation>
    </message>
    <message>
        <source>Calibrated: {pace} a key, then {suffix}.</source>
        <translation>Étalonnée&#xa0;: {pace} par touche, puis {suffix}.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}&#xa0;%</translation>
    </message>
    <message>
        <source>this window has room for {percent} %</source>
        <translation>cette fenêtre a la place pour {percent}&#xa0;%</translation>
    </message>
    <message>
        <source>Release the shutter</source>
        <translation>Déclencher</translation>
    </message>
    <message>
        <source>Keep the shot</source>
        <translation>Retenir la photo</translation>
    </message>
    <message>
        <source>Reject it, and shoot again</source>
        <translation>L’écarter, et reprendre la vue</translation>
    </message>
    <message>
        <source>Along the shots of the view</source>
        <translation>Les photos de la vue</translation>
    </message>
    <message>
        <source>The view to shoot</source>
        <translation>La vue à prendre</translation>
    </message>
    <message>
        <source>The view of that number</source>
        <translation>La vue de ce numéro</translation>
    </message>
    <message>
        <source>Loupe: a pixel is a pixel</source>
        <translation>Loupe&#xa0;: un pixel pour un pixel</translation>
    </message>
    <message>
        <source>Compare: two shots, or with the bench&apos;s</source>
        <translation>Comparer&#xa0;: deux photos, ou avec celle du banc</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>Template of the category</source>
        <translation>Gabarit de la catégorie</translation>
    </message>
    <message>
        <source>Clipped light and shadow</source>
        <translation>Lumières et ombres bouchées</translation>
    </message>
    <message>
        <source>Focus peaking</source>
        <translation>Contours nets</translation>
    </message>
    <message>
        <source>Level: how far the garment leans</source>
        <translation>Aplomb&#xa0;: de combien la pièce penche</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>Composition</source>
        <translation>Composition</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Entretien</translation>
    </message>
    <message>
        <source>Tray: frames that belong to no piece yet</source>
        <translation>Bac&#xa0;: photos qui ne sont encore à aucune pièce</translation>
    </message>
    <message>
        <source>Take the last act back</source>
        <translation>Annuler le dernier geste</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>retenue</translation>
    </message>
    <message>
        <source>to be judged</source>
        <translation>à juger</translation>
    </message>
    <message>
        <source>next</source>
        <translation>suivante</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquante</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>écartée</translation>
    </message>
    <message>
        <source>Sharpness {n}</source>
        <translation>Netteté {n}</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Exposition</translation>
    </message>
    <message>
        <source>Neutral backdrop ΔE {n}</source>
        <translation>Fond neutre ΔE {n}</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>Cadrage</translation>
    </message>
    <message>
        <source>Level: nothing to measure</source>
        <translation>Aplomb&#xa0;: rien à mesurer</translation>
    </message>
    <message>
        <source>Level {n}°</source>
        <translation>Aplomb {n}°</translation>
    </message>
    <message>
        <source>Blurred: {n}, at least {limit}</source>
        <translation>Floue&#xa0;: {n}, au moins {limit}</translation>
    </message>
    <message>
        <source>Too dark: {n} black</source>
        <translation>Trop sombre&#xa0;: {n} de noir</translation>
    </message>
    <message>
        <source>Too light: {n} burnt out</source>
        <translation>Trop claire&#xa0;: {n} de blanc brûlé</translation>
    </message>
    <message>
        <source>Backdrop too dark: L* {n}</source>
        <translation>Fond trop sombre&#xa0;: L* {n}</translation>
    </message>
    <message>
        <source>Colour cast on the backdrop: ΔE {n}</source>
        <translation>Dominante sur le fond&#xa0;: ΔE {n}</translation>
    </message>
    <message>
        <source>Uneven backdrop: L* ±{n}</source>
        <translation>Fond inégal&#xa0;: L* ±{n}</translation>
    </message>
    <message>
        <source>Framing: cut off at the edge</source>
        <translation>Cadrage&#xa0;: coupée au bord</translation>
    </message>
    <message>
        <source>Framing: fills {n} only, come closer</source>
        <translation>Cadrage&#xa0;: remplit {n}, rapprochez-vous</translation>
    </message>
    <message>
        <source>Framing: fills {n}, step back</source>
        <translation>Cadrage&#xa0;: remplit {n}, reculez</translation>
    </message>
    <message>
        <source>Framing: move it {n} to the left</source>
        <translation>Cadrage&#xa0;: décaler de {n} à gauche</translation>
    </message>
    <message>
        <source>Framing: move it {n} to the right</source>
        <translation>Cadrage&#xa0;: décaler de {n} à droite</translation>
    </message>
    <message>
        <source>Framing: move it up by {n}</source>
        <translation>Cadrage&#xa0;: remonter de {n}</translation>
    </message>
    <message>
        <source>Framing: move it down by {n}</source>
        <translation>Cadrage&#xa0;: descendre de {n}</translation>
    </message>
    <message>
        <source>Not level: turn it {n}° to the left</source>
        <translation>Pas d’aplomb&#xa0;: tourner de {n}° à gauche</translation>
    </message>
    <message>
        <source>Not level: turn it {n}° to the right</source>
        <translation>Pas d’aplomb&#xa0;: tourner de {n}° à droite</translation>
    </message>
    <message>
        <source>Framing: no garment stands out</source>
        <translation>Cadrage&#xa0;: aucune pièce ne se détache</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Saison</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>État</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>déclaré</translation>
    </message>
    <message>
        <source>inspected</source>
        <translation>contrôlé</translation>
    </message>
    <message>
        <source>measured before</source>
        <translation>déjà mesuré</translation>
    </message>
    <message>
        <source>Keep it all the same</source>
        <translation>La garder tout de même</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Pourquoi&#xa0;?</translation>
    </message>
    <message>
        <source>98 % cotton, 2 % elastane</source>
        <translation>98&#xa0;% coton, 2&#xa0;% élasthanne</translation>
    </message>
    <message>
        <source>30°, no tumble dryer</source>
        <translation>30°, pas de sèche-linge</translation>
    </message>
    <message>
        <source>in cm</source>
        <translation>en cm</translation>
    </message>
    <message>
        <source>QC1-… as on its label</source>
        <translation>QC1-… comme sur son étiquette</translation>
    </message>
    <message>
        <source>{view} · shot {n} of {all}</source>
        <translation>{view} · photo {n} sur {all}</translation>
    </message>
    <message>
        <source>at the bench</source>
        <translation>au banc</translation>
    </message>
    <message>
        <source>nothing to compare with yet</source>
        <translation>rien à comparer encore</translation>
    </message>
    <message>
        <source>shot {n}</source>
        <translation>photo {n}</translation>
    </message>
    <message>
        <source>Release · {view}</source>
        <translation>Déclencher · {view}</translation>
    </message>
    <message>
        <source>Keep it all the same…</source>
        <translation>La garder tout de même…</translation>
    </message>
    <message>
        <source>Measure: {what}</source>
        <translation>Mesurer&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Write the composition</source>
        <translation>Écrire la composition</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publier</translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation>Pièce suivante</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>La mettre de côté</translation>
    </message>
    <message>
        <source>Type a piece&apos;s code</source>
        <translation>Taper le code d’une pièce</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>pas acceptée</translation>
    </message>
    <message>
        <source>still in the workshop</source>
        <translation>encore à l’atelier</translation>
    </message>
    <message>
        <source>waits for its second inspection</source>
        <translation>attend son second contrôle</translation>
    </message>
    <message>
        <source>composition</source>
        <translation>composition</translation>
    </message>
    <message numerus="yes">
        <source>%n view(s)</source>
        <translation>
            <numerusform>%n vue</numerusform>
            <numerusform>%n vues</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>Manque&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Edition {n} on its way to the shop</source>
        <translation>Édition {n} en route vers la boutique</translation>
    </message>
    <message>
        <source>Edition {n} is in the shop</source>
        <translation>Édition {n} en boutique</translation>
    </message>
    <message>
        <source>Edition {n} set aside: {why}</source>
        <translation>Édition {n} mise de côté&#xa0;: {why}</translation>
    </message>
    <message>
        <source>{said}, changed since</source>
        <translation>{said}, modifiée depuis</translation>
    </message>
    <message>
        <source>How the step is done, or the step to add</source>
        <translation>Comment l’étape est faite, ou l’étape à ajouter</translation>
    </message>
    <message>
        <source>Another planned step</source>
        <translation>Une autre étape prévue</translation>
    </message>
    <message>
        <source>The step was not possible, with a reason</source>
        <translation>L’étape n’était pas possible, avec la raison</translation>
    </message>
    <message>
        <source>The piece was damaged, with a note</source>
        <translation>La pièce a été abîmée, avec une note</translation>
    </message>
    <message>
        <source>Leave the planned step out, with a reason</source>
        <translation>Passer l’étape prévue, avec la raison</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Ajouter une étape</translation>
    </message>
    <message>
        <source>The composition as the label says it</source>
        <translation>La composition telle que l’étiquette la dit</translation>
    </message>
    <message>
        <source>The symbols of the care label</source>
        <translation>Les symboles de l’étiquette d’entretien</translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation>Ctrl F</translation>
    </message>
    <message>
        <source>{name} · bring it back to the bench</source>
        <translation>{name} · à rapporter au banc</translation>
    </message>
    <message>
        <source>{name} · since {time}</source>
        <translation>{name} · depuis {time}</translation>
    </message>
    <message>
        <source>Waits since {time}</source>
        <translation>Attend depuis {time}</translation>
    </message>
    <message>
        <source>From the bench</source>
        <translation>Vient du banc</translation>
    </message>
    <message>
        <source>{place} · too long</source>
        <translation>{place} · trop long</translation>
    </message>
    <message>
        <source>no longer allowed: leave it out (X)</source>
        <translation>n’est plus permis&#xa0;: passez-la (X)</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>passée</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>pas possible</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>abîmée</translation>
    </message>
    <message>
        <source>How it is done</source>
        <translation>Comment c’est fait</translation>
    </message>
    <message>
        <source>Treatment — inspected again afterwards</source>
        <translation>Traitement — second contrôle ensuite</translation>
    </message>
    <message>
        <source>Accepted — made ready for the studio</source>
        <translation>Acceptée — à préparer pour le studio</translation>
    </message>
    <message>
        <source>Nothing to do here — bring it back to the bench</source>
        <translation>Rien à faire ici — à rapporter au banc</translation>
    </message>
    <message>
        <source>Not understood: {label}</source>
        <translation>Non comprise&#xa0;: {label}</translation>
    </message>
    <message>
        <source>Composition unknown: read the label</source>
        <translation>Composition inconnue&#xa0;: lisez l’étiquette</translation>
    </message>
    <message>
        <source>Scan a piece&apos;s label</source>
        <translation>Scannez l’étiquette d’une pièce</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>Ensuite&#xa0;: {step}</translation>
    </message>
    <message>
        <source>In work: {step}</source>
        <translation>En cours&#xa0;: {step}</translation>
    </message>
    <message>
        <source>Back to the bench: it is inspected again</source>
        <translation>Retour au banc&#xa0;: second contrôle</translation>
    </message>
    <message>
        <source>Ready: on to the studio</source>
        <translation>Prête&#xa0;: au studio</translation>
    </message>
    <message>
        <source>Type a code</source>
        <translation>Taper un code</translation>
    </message>
    <message>
        <source>Begin: {step}</source>
        <translation>Commencer&#xa0;: {step}</translation>
    </message>
    <message>
        <source>Step done</source>
        <translation>Étape finie</translation>
    </message>
    <message>
        <source>Put it down</source>
        <translation>La poser</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>Pourquoi passer cette étape&#xa0;?</translation>
    </message>
    <message>
        <source>A few words</source>
        <translation>Quelques mots</translation>
    </message>
    <message>
        <source>Why was it not possible?</source>
        <translation>Pourquoi n’était-ce pas possible&#xa0;?</translation>
    </message>
    <message>
        <source>What was damaged?</source>
        <translation>Qu’est-ce qui a été abîmé&#xa0;?</translation>
    </message>
    <message>
        <source>What does the label say?</source>
        <translation>Que dit l’étiquette&#xa0;?</translation>
    </message>
    <message>
        <source>Which care symbols?</source>
        <translation>Quels symboles d’entretien&#xa0;?</translation>
    </message>
    <message>
        <source>w30m b0 t0 i2 p</source>
        <translation>w30m b0 t0 i2 p</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>En chemin</translation>
    </message>
    <message>
        <source>the care label</source>
        <translation>l’étiquette d’entretien</translation>
    </message>
    <message>
        <source>before the studio</source>
        <translation>avant le studio</translation>
    </message>
    <message>
        <source>added by hand</source>
        <translation>ajoutée à la main</translation>
    </message>
    <message>
        <source>ordered by the expert</source>
        <translation>demandée par l’expert</translation>
    </message>
    <message>
        <source>Shell:</source>
        <translation>Extérieur&#xa0;:</translation>
    </message>
    <message>
        <source>Lining:</source>
        <translation>Doublure&#xa0;:</translation>
    </message>
    <message>
        <source>Filling:</source>
        <translation>Garnissage&#xa0;:</translation>
    </message>
    <message>
        <source>Trim:</source>
        <translation>Bord-côte&#xa0;:</translation>
    </message>
    <message>
        <source>Sole:</source>
        <translation>Semelle&#xa0;:</translation>
    </message>
    <message>
        <source>{step}: not while the composition is unknown</source>
        <translation>{step}&#xa0;: pas tant que la composition est inconnue</translation>
    </message>
    <message>
        <source>{step}: not for {fibre}</source>
        <translation>{step}&#xa0;: impossible ({fibre})</translation>
    </message>
    <message>
        <source>Water {degrees} °C</source>
        <translation>Eau {degrees}&#xa0;°C</translation>
    </message>
    <message>
        <source>Iron {degrees} °C</source>
        <translation>Fer {degrees}&#xa0;°C</translation>
    </message>
    <message>
        <source>No water</source>
        <translation>Pas d’eau</translation>
    </message>
    <message>
        <source>No iron</source>
        <translation>Pas de fer</translation>
    </message>
    <message>
        <source>No steam</source>
        <translation>Pas de vapeur</translation>
    </message>
    <message>
        <source>No dry cleaning</source>
        <translation>Pas de nettoyage à sec</translation>
    </message>
    <message>
        <source>No wet cleaning</source>
        <translation>Pas de nettoyage à l’eau</translation>
    </message>
    <message>
        <source>No tumble dryer</source>
        <translation>Pas de sèche-linge</translation>
    </message>
    <message>
        <source>No damp cloth</source>
        <translation>Pas de chiffon humide</translation>
    </message>
    <message>
        <source>No ozone</source>
        <translation>Pas d’ozone</translation>
    </message>
    <message>
        <source>No comb, no shaver</source>
        <translation>Ni peigne ni rasoir</translation>
    </message>
    <message>
        <source>Steam</source>
        <translation>Vapeur</translation>
    </message>
    <message>
        <source>Dry cleaning F</source>
        <translation>À sec F</translation>
    </message>
    <message>
        <source>Dry cleaning P, F</source>
        <translation>À sec P, F</translation>
    </message>
    <message>
        <source>Wet cleaning, gentle</source>
        <translation>Nettoyage à l’eau, délicat</translation>
    </message>
    <message>
        <source>Wet cleaning</source>
        <translation>Nettoyage à l’eau</translation>
    </message>
    <message>
        <source>Tumble dryer, low</source>
        <translation>Sèche-linge doux</translation>
    </message>
    <message>
        <source>Tumble dryer</source>
        <translation>Sèche-linge</translation>
    </message>
    <message>
        <source>Damp cloth</source>
        <translation>Chiffon humide</translation>
    </message>
    <message>
        <source>Ozone</source>
        <translation>Ozone</translation>
    </message>
    <message>
        <source>Comb or shaver</source>
        <translation>Peigne ou rasoir</translation>
    </message>
    <message>
        <source>Came back: inspect anew</source>
        <translation>Revenue&#xa0;: recontrôler</translation>
    </message>
    <message>
        <source>Show it anew · {grade}</source>
        <translation>Nouvelles photos · {grade}</translation>
    </message>
    <message>
        <source>Back to the shop as it is</source>
        <translation>Retour en boutique, telle quelle</translation>
    </message>
    <message>
        <source>Show it anew in the studio</source>
        <translation>Nouvelles photos au studio</translation>
    </message>
    <message>
        <source>To the workshop</source>
        <translation>À l’atelier</translation>
    </message>
    <message>
        <source>Withdraw from sale</source>
        <translation>Retirer de la vente</translation>
    </message>
    <message>
        <source>before: {finding}</source>
        <translation>avant&#xa0;: {finding}</translation>
    </message>
</context>
<context>
    <name>CameraColumn</name>
    <message>
        <source>Photographs</source>
        <translation>Prise de vue</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espace</translation>
    </message>
    <message>
        <source>Wanted views</source>
        <translation>Vues attendues</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Devant</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Dos</translation>
    </message>
</context>
<context>
    <name>CheckDelegate</name>
    <message>
        <source>defect</source>
        <translation>défaut</translation>
    </message>
    <message>
        <source>Shift %1</source>
        <translation>Maj %1</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Relevé</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>Défaut</translation>
    </message>
</context>
<context>
    <name>EarlierView</name>
    <message>
        <source>Earlier picture: %1</source>
        <translation>Photo d’avant&#xa0;:&#xa0;%1</translation>
    </message>
    <message>
        <source>shows %1</source>
        <translation>montre&#xa0;%1</translation>
    </message>
    <message>
        <source>Before · %1</source>
        <translation>Avant ·&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>EmptyBench</name>
    <message>
        <source>Carrier label</source>
        <translation>Étiquette du transporteur</translation>
    </message>
    <message>
        <source>Scan a parcel</source>
        <translation>Scannez un colis</translation>
    </message>
    <message>
        <source>Any barcode of the carrier&apos;s label will do. Its declared items appear here; a piece&apos;s own QC1 label opens that piece.</source>
        <translation>N’importe quel code-barres de l’étiquette convient. Les articles déclarés apparaîtront ici&#xa0;; l’étiquette QC1 d’une pièce ouvre cette pièce.</translation>
    </message>
    <message>
        <source>Find a parcel</source>
        <translation>Chercher un colis</translation>
    </message>
    <message>
        <source>Demonstration day: type one of these codes, then Enter</source>
        <translation>Journée de démonstration&#xa0;: tapez l’un de ces codes, puis Entrée</translation>
    </message>
</context>
<context>
    <name>EmptyWorkshop</name>
    <message>
        <source>Piece label</source>
        <translation>Étiquette de pièce</translation>
    </message>
    <message>
        <source>Scan a piece</source>
        <translation>Scannez une pièce</translation>
    </message>
    <message>
        <source>The workshop is for reconditioners</source>
        <translation>L’atelier est aux reconditionneurs</translation>
    </message>
    <message>
        <source>Its first step begins at once. Scan it again when the step is over. What its fabric does not bear is shown here, and refused.</source>
        <translation>Sa première étape commence aussitôt. Scannez-la de nouveau une fois l’étape finie. Ce que sa matière ne supporte pas est montré ici, et refusé.</translation>
    </message>
    <message>
        <source>Sign in with the badge of a reconditioner or a lead. F1 leads back to the bench.</source>
        <translation>Ouvrez la session avec le badge d’un reconditionneur ou d’un responsable. F1 ramène au banc.</translation>
    </message>
    <message>
        <source>Type a code</source>
        <translation>Taper un code</translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation>Ctrl F</translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>Shot %1</source>
        <translation>Photo&#xa0;%1</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>Find a parcel</source>
        <translation>Chercher un colis</translation>
    </message>
    <message>
        <source>Waiting for a lead</source>
        <translation>En attente d’un responsable</translation>
    </message>
    <message>
        <source>When its label does not scan. A whole code may be typed here too.</source>
        <translation>Quand son étiquette ne se lit pas. Un code entier se tape aussi ici.</translation>
    </message>
    <message>
        <source>Scanning a piece&apos;s label opens it as well.</source>
        <translation>Scanner l’étiquette d’une pièce l’ouvre aussi.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Name, dossier, reference or code</source>
        <translation>Nom, dossier, référence ou code</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
</context>
<context>
    <name>FormQuestion</name>
    <message>
        <source>Present, signed</source>
        <translation>Présent, signé</translation>
    </message>
    <message>
        <source>Present, not signed</source>
        <translation>Présent, non signé</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Absent</translation>
    </message>
    <message>
        <source>Credits may leave.</source>
        <translation>Les crédits peuvent partir.</translation>
    </message>
    <message>
        <source>Inspect; the credit is held until it is signed.</source>
        <translation>Contrôlez&#xa0;; le crédit attendra la signature.</translation>
    </message>
    <message>
        <source>Inspect; the credit is held until it is here.</source>
        <translation>Contrôlez&#xa0;; le crédit attendra le bon.</translation>
    </message>
    <message>
        <source>Is the transfer form in the parcel?</source>
        <translation>Le bon de cession est-il dans le colis&#xa0;?</translation>
    </message>
    <message>
        <source>Dossier %1 · %2</source>
        <translation>Dossier %1 · %2</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Esc: later. The form can be recorded at any time with T.</source>
        <translation>Échap&#xa0;: plus tard. Le bon se relève à tout moment avec T.</translation>
    </message>
</context>
<context>
    <name>ItemsColumn</name>
    <message>
        <source>Declared items</source>
        <translation>Articles déclarés</translation>
    </message>
    <message>
        <source>The item above</source>
        <translation>L’article au-dessus</translation>
    </message>
    <message>
        <source>The item below</source>
        <translation>L’article au-dessous</translation>
    </message>
    <message>
        <source>Not in the parcel</source>
        <translation>Absent du colis</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>The keys of this screen</source>
        <translation>Les touches de cet écran</translation>
    </message>
    <message>
        <source>Digits are read by their place on the keyboard; the keypad works with and without NumLock.</source>
        <translation>Les chiffres sont lus par leur place sur le clavier&#xa0;; le pavé marche avec et sans Verr. num.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>LeadPanel</name>
    <message>
        <source>A lead decides</source>
        <translation>Un responsable décide</translation>
    </message>
    <message>
        <source>What the rules and the expert said is kept beside it.</source>
        <translation>Ce qu’ont dit les règles et l’expert est gardé à côté.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Why? One line, kept with the decision; then Enter</source>
        <translation>Pourquoi&#xa0;? Une ligne, gardée avec la décision&#xa0;; puis Entrée</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signer</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>QC Station</source>
        <translation>QC Station</translation>
    </message>
</context>
<context>
    <name>NoticeBand</name>
    <message>
        <source>Understood</source>
        <translation>Compris</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>PaperPanel</name>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédente</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Page précédente</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivante</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Page suivante</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Ctrl P</source>
        <translation>Ctrl P</translation>
    </message>
    <message>
        <source>The pages are being made…</source>
        <translation>Les pages se préparent…</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>Page %1</translation>
    </message>
</context>
<context>
    <name>ParcelBar</name>
    <message>
        <source>Parcel · %1</source>
        <translation>Colis · %1</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Colis</translation>
    </message>
    <message>
        <source>Dossier %1</source>
        <translation>Dossier %1</translation>
    </message>
    <message>
        <source>Transfer form: %1</source>
        <translation>Bon de cession&#xa0;: %1</translation>
    </message>
    <message>
        <source>Transfer form</source>
        <translation>Bon de cession</translation>
    </message>
    <message>
        <source>Inspection bench</source>
        <translation>Banc de contrôle</translation>
    </message>
</context>
<context>
    <name>ParcelRest</name>
    <message>
        <source>Parcel complete</source>
        <translation>Colis terminé</translation>
    </message>
    <message>
        <source>Take a piece in hand</source>
        <translation>Prenez une pièce en main</translation>
    </message>
    <message>
        <source>Enter opens the item under the cursor, ↑ ↓ choose another, M says that it is not in the parcel.</source>
        <translation>Entrée ouvre l’article sous le curseur, ↑ ↓ en choisissent un autre, M dit qu’il n’est pas dans le colis.</translation>
    </message>
    <message>
        <source>Scan the next label, or press Enter to clear the table.</source>
        <translation>Scannez l’étiquette suivante, ou Entrée pour libérer la table.</translation>
    </message>
    <message>
        <source>Box intact</source>
        <translation>Colis intact</translation>
    </message>
    <message>
        <source>Box damaged</source>
        <translation>Colis abîmé</translation>
    </message>
    <message>
        <source>Undeclared piece</source>
        <translation>Pièce non déclarée</translation>
    </message>
    <message>
        <source>Swapped item</source>
        <translation>Article échangé</translation>
    </message>
    <message>
        <source>It is in quarantine</source>
        <translation>Il est en quarantaine</translation>
    </message>
</context>
<context>
    <name>PieceHeader</name>
    <message>
        <source>Offer · %1</source>
        <translation>Offre · %1</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Contrôle</translation>
    </message>
</context>
<context>
    <name>PinColumn</name>
    <message>
        <source>Where is the defect?</source>
        <translation>Où est le défaut&#xa0;?</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Devant</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Dos</translation>
    </message>
    <message>
        <source>Side shown: %1</source>
        <translation>Face montrée&#xa0;: %1</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Put the pin here</source>
        <translation>Poser le repère ici</translation>
    </message>
    <message>
        <source>Put the pin here: %1</source>
        <translation>Poser l’épingle ici&#xa0;: %1</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>No place to show</source>
        <translation>Sans emplacement</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>1 … 9: zone as on a keypad · arrows: a little further</source>
        <translation>1 … 9&#xa0;: zone, comme sur un pavé · flèches&#xa0;: un peu plus loin</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message numerus="yes">
        <source>%n digit(s) entered</source>
        <translation>
            <numerusform>%n chiffre saisi</numerusform>
            <numerusform>%n chiffres saisis</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Effacer</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Ouvrir la session</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Bench</source>
        <translation>Banc</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Atelier</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Pilotage</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Un pas en arrière</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) waiting for a lead</source>
        <translation>
            <numerusform>%n pièce attend un responsable</numerusform>
            <numerusform>%n pièces attendent un responsable</numerusform>
        </translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Resp.</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Réglages et essais</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>The keys of this screen</source>
        <translation>Les touches de cet écran</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Ctrl Shift L</source>
        <translation>Ctrl Maj L</translation>
    </message>
    <message>
        <source>Sign out, %1</source>
        <translation>Fermer la session, %1</translation>
    </message>
</context>
<context>
    <name>ReasonLine</name>
    <message>
        <source>Sign</source>
        <translation>Signer</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Noter</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>SetStage</name>
    <message>
        <source>Scan the label of an accepted piece</source>
        <translation>Scannez l’étiquette d’une pièce acceptée</translation>
    </message>
    <message>
        <source>Its views appear on the left, its sheet on the right. A photo taken with no piece on the set goes to the tray (B).</source>
        <translation>Ses vues apparaissent à gauche, sa fiche à droite. Une photo prise sans pièce sur le plateau va dans le bac (B).</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grille</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Gabarit</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Écrêtage</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Netteté</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Aplomb</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Loupe</translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>Scan this code</source>
        <translation>Scannez ce code</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Réglages et essais</translation>
    </message>
    <message>
        <source>From the screen, or from the foot of the control sheet. The station then knows every key of this scanner.</source>
        <translation>À l’écran, ou au bas de la planche de commandes. Le poste connaît ensuite chaque touche de cette douchette.</translation>
    </message>
    <message>
        <source>Addresses of devices and of the ledger are written by a lead in %1.</source>
        <translation>Les adresses des appareils et du registre sont écrites par un responsable dans %1.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>SheetColumn</name>
    <message>
        <source>Product sheet</source>
        <translation>Fiche produit</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Retenir</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Écarter</translation>
    </message>
    <message>
        <source>Tray %1</source>
        <translation>Bac&#xa0;%1</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Bac</translation>
    </message>
    <message numerus="yes">
        <source>Tray: %n frame(s)</source>
        <translation>
            <numerusform>Bac&#xa0;:&#xa0;%n photo</numerusform>
            <numerusform>Bac&#xa0;:&#xa0;%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetDelegate</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;:&#xa0;%2</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>manquante</translation>
    </message>
</context>
<context>
    <name>ShotDelegate</name>
    <message>
        <source>%1, photographed</source>
        <translation>%1, photographiée</translation>
    </message>
    <message>
        <source>%1, to be photographed</source>
        <translation>%1, à photographier</translation>
    </message>
    <message>
        <source>shows %1</source>
        <translation>montre %1</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Your PIN</source>
        <translation>Votre code PIN</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Scannez votre badge</translation>
    </message>
    <message>
        <source>On the number row or the keypad, then Enter.</source>
        <translation>Sur la rangée de chiffres ou le pavé, puis Entrée.</translation>
    </message>
    <message>
        <source>The scanner is heard on every screen; nothing has to be clicked.</source>
        <translation>La douchette est entendue sur tous les écrans&#xa0;; il n’y a rien à cliquer.</translation>
    </message>
    <message>
        <source>Demonstration day: type one of these badges, then its PIN</source>
        <translation>Journée de démonstration&#xa0;: tapez l’un de ces badges, puis son code PIN</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Badge</translation>
    </message>
    <message>
        <source>… or type its number, then Enter</source>
        <translation>… ou tapez son numéro, puis Entrée</translation>
    </message>
    <message>
        <source>Number of the badge</source>
        <translation>Numéro du badge</translation>
    </message>
</context>
<context>
    <name>StagePicture</name>
    <message>
        <source> · 100 %</source>
        <translation> · 100&#xa0;%</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>State of the bench</source>
        <translation>État du banc</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) without a piece wait in the tray.</source>
        <translation>
            <numerusform>%n photo sans pièce attend dans le bac.</numerusform>
            <numerusform>%n photos sans pièce attendent dans le bac.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudioBar</name>
    <message>
        <source>Piece %1</source>
        <translation>Pièce&#xa0;%1</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Nothing on the set</source>
        <translation>Rien sur le plateau</translation>
    </message>
</context>
<context>
    <name>TouchKeys</name>
    <message>
        <source>Keys on the screen</source>
        <translation>Clavier à l’écran</translation>
    </message>
    <message>
        <source>Erase the last letter</source>
        <translation>Effacer la dernière lettre</translation>
    </message>
    <message>
        <source>Hyphen</source>
        <translation>Trait d’union</translation>
    </message>
    <message>
        <source>Space between words</source>
        <translation>Espace entre les mots</translation>
    </message>
    <message>
        <source>Small letters</source>
        <translation>Minuscules</translation>
    </message>
    <message>
        <source>Capitals</source>
        <translation>Majuscules</translation>
    </message>
    <message>
        <source>Put these keys away</source>
        <translation>Ranger ce clavier</translation>
    </message>
    <message>
        <source>Send the line</source>
        <translation>Envoyer la ligne</translation>
    </message>
</context>
<context>
    <name>TrayPanel</name>
    <message numerus="yes">
        <source>Tray: %n frame(s)</source>
        <translation>
            <numerusform>Bac&#xa0;:&#xa0;%n photo</numerusform>
            <numerusform>Bac&#xa0;:&#xa0;%n photos</numerusform>
        </translation>
    </message>
    <message>
        <source>The tray is empty</source>
        <translation>Le bac est vide</translation>
    </message>
    <message>
        <source>Taken with no piece on the set. File one under %1, or throw it away.</source>
        <translation>Prises sans pièce sur le plateau. Rangez-en une sous&#xa0;%1, ou jetez-la.</translation>
    </message>
    <message>
        <source>Taken with no piece on the set. Scan the piece it shows to file it.</source>
        <translation>Prises sans pièce sur le plateau. Scannez la pièce montrée pour les ranger.</translation>
    </message>
    <message>
        <source>Frame of %1</source>
        <translation>Photo de&#xa0;%1</translation>
    </message>
    <message>
        <source>File it here</source>
        <translation>La ranger ici</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Jeter</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>UndeclaredCard</name>
    <message>
        <source>Undeclared piece</source>
        <translation>Pièce non déclarée</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>Un responsable décide</translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>Why this decision</source>
        <translation>Pourquoi cette décision</translation>
    </message>
    <message>
        <source>why</source>
        <translation>pourquoi</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Resp.</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Preuves</translation>
    </message>
    <message>
        <source>Evidence pack of the piece</source>
        <translation>Dossier de preuves de la pièce</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>Sans photo</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>À revoir</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Undo · %1 s</source>
        <translation>Annuler · %1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Ctrl Z</translation>
    </message>
</context>
<context>
    <name>ViewsColumn</name>
    <message>
        <source>Views</source>
        <translation>Vues</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1,&#xa0;%2</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>What made this decision, and what would change it</source>
        <translation>Ce qui a fait cette décision, et ce qui la changerait</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>What the customer will read · %1</source>
        <translation>Ce que le client lira · %1</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>Ce qui la changerait</translation>
    </message>
    <message>
        <source>What each grade pays</source>
        <translation>Ce que paie chaque état</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>Un responsable décide</translation>
    </message>
</context>
<context>
    <name>WorkshopActions</name>
    <message>
        <source>Workshop</source>
        <translation>Atelier</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Pas possible</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Abîmée</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Add nothing</source>
        <translation>Ne rien ajouter</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Ajouter une étape</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Ctrl Z</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
</context>
<context>
    <name>WorkshopBar</name>
    <message>
        <source>Piece %1</source>
        <translation>Pièce&#xa0;%1</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Atelier</translation>
    </message>
</context>
<context>
    <name>WorkshopBoard</name>
    <message>
        <source>What is where</source>
        <translation>Où est quoi</translation>
    </message>
    <message>
        <source>Nothing waits and nothing is in work.</source>
        <translation>Rien n’attend et rien n’est en cours.</translation>
    </message>
</context>
<context>
    <name>WorkshopLine</name>
    <message>
        <source>Keep it</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
</context>
<context>
    <name>WorkshopPiece</name>
    <message>
        <source>Only what every fabric bears is allowed.</source>
        <translation>Seul ce que toute matière supporte est permis.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>The composition as the label says it</source>
        <translation>La composition telle que l’étiquette la dit</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Entretien</translation>
    </message>
    <message>
        <source>The symbols of the care label</source>
        <translation>Les symboles de l’étiquette d’entretien</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Devant</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Dos</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Parcours</translation>
    </message>
</context>
</TS>
