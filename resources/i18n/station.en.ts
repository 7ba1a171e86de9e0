<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>To be recorded</source>
        <translation>To be recorded</translation>
    </message>
    <message>
        <source>Present, signed</source>
        <translation>Present, signed</translation>
    </message>
    <message>
        <source>Not signed · credit held</source>
        <translation>Not signed · credit held</translation>
    </message>
    <message>
        <source>Missing · credit held</source>
        <translation>Missing · credit held</translation>
    </message>
    <message numerus="yes">
        <source>Overdue by %n working day(s)</source>
        <translation>
            <numerusform>Overdue by %n working day</numerusform>
            <numerusform>Overdue by %n working days</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit due today</source>
        <translation>Credit due today</translation>
    </message>
    <message>
        <source>Due today</source>
        <translation>Due today</translation>
    </message>
    <message numerus="yes">
        <source>Credit due in %n working day(s)</source>
        <translation>
            <numerusform>Credit due in %n working day</numerusform>
            <numerusform>Credit due in %n working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Late: %n working day(s)</source>
        <translation>
            <numerusform>Late: %n working day</numerusform>
            <numerusform>Late: %n working days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undeclared piece(s)</source>
        <translation>
            <numerusform>%n undeclared piece</numerusform>
            <numerusform>%n undeclared pieces</numerusform>
        </translation>
    </message>
    <message>
        <source>State of the box not recorded</source>
        <translation>State of the box not recorded</translation>
    </message>
    <message>
        <source>Box intact</source>
        <translation>Box intact</translation>
    </message>
    <message>
        <source>Box damaged</source>
        <translation>Box damaged</translation>
    </message>
    <message>
        <source>A lead sent it back ({time}): {reason}</source>
        <translation>A lead sent it back ({time}): {reason}</translation>
    </message>
    <message>
        <source>A lead linked it to {key} ({time}).</source>
        <translation>A lead linked it to {key} ({time}).</translation>
    </message>
    <message>
        <source>Photograph it (Space), stick its label on it, then Enter puts it in quarantine.</source>
        <translation>Photograph it (Space), stick its label on it, then Enter puts it in quarantine.</translation>
    </message>
    <message>
        <source>It waits for a lead. O: a lead links it to a declared item, or sends it back.</source>
        <translation>It waits for a lead. O: a lead links it to a declared item, or sends it back.</translation>
    </message>
    <message numerus="yes">
        <source>Due: %n working day(s)</source>
        <translation>
            <numerusform>Due: %n working day</numerusform>
            <numerusform>Due: %n working days</numerusform>
        </translation>
    </message>
    <message>
        <source>Credit due on {day}</source>
        <translation>Credit due on {day}</translation>
    </message>
    <message>
        <source>Due on {day}</source>
        <translation>Due on {day}</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>Credit taken back, {station}</source>
        <translation>Credit taken back, {station}</translation>
    </message>
    <message>
        <source>Decided at {station}</source>
        <translation>Decided at {station}</translation>
    </message>
    <message>
        <source>To inspect</source>
        <translation>To inspect</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Started</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>In hand</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>In treatment</source>
        <translation>In treatment</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message>
        <source>parcel {code}</source>
        <translation>parcel {code}</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Not received yet</source>
        <translation>Not received yet</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>since {time}</translation>
    </message>
    <message>
        <source>Undeclared piece</source>
        <translation>Undeclared piece</translation>
    </message>
    <message>
        <source>In quarantine</source>
        <translation>In quarantine</translation>
    </message>
    <message>
        <source>To be reviewed</source>
        <translation>To be reviewed</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Bench, studio, workshop, floor</source>
        <translation>Bench, studio, workshop, floor</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Settings and tests</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Ctrl Shift L</source>
        <translation>Ctrl Shift L</translation>
    </message>
    <message>
        <source>Français / English</source>
        <translation>Français / English</translation>
    </message>
    <message>
        <source>The keys of this screen</source>
        <translation>The keys of this screen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Done</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Heard</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Not possible</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Ledger</translation>
    </message>
    <message>
        <source>Ledger…</source>
        <translation>Ledger…</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Not asked yet.</translation>
    </message>
    <message>
        <source>Since {time}.</source>
        <translation>Since {time}.</translation>
    </message>
    <message>
        <source>Ledger up to date</source>
        <translation>Ledger up to date</translation>
    </message>
    <message>
        <source>Every decision has arrived. {since}</source>
        <translation>Every decision has arrived. {since}</translation>
    </message>
    <message numerus="yes">
        <source>Ledger · %n waiting</source>
        <translation>
            <numerusform>Ledger · %n waiting</numerusform>
            <numerusform>Ledger · %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) on their way to the ledger.</source>
        <translation>
            <numerusform>%n decision on its way to the ledger.</numerusform>
            <numerusform>%n decisions on their way to the ledger.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: they leave by themselves.</source>
        <translation>Nothing to do: they leave by themselves.</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>Offline since {time}</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) kept here.</source>
        <translation>
            <numerusform>%n decision kept here.</numerusform>
            <numerusform>%n decisions kept here.</numerusform>
        </translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Go on working: everything is kept and leaves by itself once the ledger answers.</source>
        <translation>Go on working: everything is kept and leaves by itself once the ledger answers.</translation>
    </message>
    <message numerus="yes">
        <source>%n decision(s) need somebody&apos;s attention.</source>
        <translation>
            <numerusform>%n decision needs somebody&apos;s attention.</numerusform>
            <numerusform>%n decisions need somebody&apos;s attention.</numerusform>
        </translation>
    </message>
    <message>
        <source>Ledger: needs attention</source>
        <translation>Ledger: needs attention</translation>
    </message>
    <message>
        <source>Tell the lead. Nothing is lost, and inspecting can go on.</source>
        <translation>Tell the lead. Nothing is lost, and inspecting can go on.</translation>
    </message>
    <message>
        <source>{name} is ready.</source>
        <translation>{name} is ready.</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Printer</translation>
    </message>
    <message numerus="yes">
        <source>%n label(s) waiting.</source>
        <translation>
            <numerusform>%n label waiting.</numerusform>
            <numerusform>%n labels waiting.</numerusform>
        </translation>
    </message>
    <message>
        <source>Printer…</source>
        <translation>Printer…</translation>
    </message>
    <message>
        <source>Labels wait and leave by themselves; go on inspecting.</source>
        <translation>Labels wait and leave by themselves; go on inspecting.</translation>
    </message>
    <message numerus="yes">
        <source>Printer · %n waiting</source>
        <translation>
            <numerusform>Printer · %n waiting</numerusform>
            <numerusform>Printer · %n waiting</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to do: they are on their way.</source>
        <translation>Nothing to do: they are on their way.</translation>
    </message>
    <message>
        <source>It is ready. A label leaves by itself once a piece is accepted.</source>
        <translation>It is ready. A label leaves by itself once a piece is accepted.</translation>
    </message>
    <message>
        <source>P prints the label of a decided piece again.</source>
        <translation>P prints the label of a decided piece again.</translation>
    </message>
    <message>
        <source>Check that it is switched on and connected.</source>
        <translation>Check that it is switched on and connected.</translation>
    </message>
    <message>
        <source>Printer offline</source>
        <translation>Printer offline</translation>
    </message>
    <message>
        <source>The label printer does not answer.</source>
        <translation>The label printer does not answer.</translation>
    </message>
    <message>
        <source>Out of labels</source>
        <translation>Out of labels</translation>
    </message>
    <message>
        <source>The printer has no labels left.</source>
        <translation>The printer has no labels left.</translation>
    </message>
    <message>
        <source>Put in a roll and close the cover.</source>
        <translation>Put in a roll and close the cover.</translation>
    </message>
    <message>
        <source>Printer open</source>
        <translation>Printer open</translation>
    </message>
    <message>
        <source>The printer&apos;s head or cover is open.</source>
        <translation>The printer&apos;s head or cover is open.</translation>
    </message>
    <message>
        <source>Close it until it clicks.</source>
        <translation>Close it until it clicks.</translation>
    </message>
    <message>
        <source>Check labels, ribbon and cover, then press its pause key.</source>
        <translation>Check labels, ribbon and cover, then press its pause key.</translation>
    </message>
    <message>
        <source>Printer stopped</source>
        <translation>Printer stopped</translation>
    </message>
    <message>
        <source>The printer has stopped.</source>
        <translation>The printer has stopped.</translation>
    </message>
    <message>
        <source>What answers at the printer&apos;s address takes no labels.</source>
        <translation>What answers at the printer&apos;s address takes no labels.</translation>
    </message>
    <message>
        <source>Printer refuses</source>
        <translation>Printer refuses</translation>
    </message>
    <message>
        <source>The lead checks its address in the settings.</source>
        <translation>The lead checks its address in the settings.</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Camera</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Ctrl F types a code by hand.</source>
        <translation>Ctrl F types a code by hand.</translation>
    </message>
    <message>
        <source>Scanner unplugged</source>
        <translation>Scanner unplugged</translation>
    </message>
    <message>
        <source>Nothing answers at the scanner&apos;s port.</source>
        <translation>Nothing answers at the scanner&apos;s port.</translation>
    </message>
    <message>
        <source>Scanner not permitted</source>
        <translation>Scanner not permitted</translation>
    </message>
    <message>
        <source>The system does not let this session open the scanner&apos;s port.</source>
        <translation>The system does not let this session open the scanner&apos;s port.</translation>
    </message>
    <message>
        <source>An administrator adds this user to the group that owns the port (often dialout).</source>
        <translation>An administrator adds this user to the group that owns the port (often dialout).</translation>
    </message>
    <message>
        <source>It is connected by its own line and is heard on every screen.</source>
        <translation>It is connected by its own line and is heard on every screen.</translation>
    </message>
    <message>
        <source>It types like a keyboard and is heard on every screen.</source>
        <translation>It types like a keyboard and is heard on every screen.</translation>
    </message>
    <message>
        <source>Scan any label to try it: the band on top answers. Ctrl F types a code by hand.</source>
        <translation>Scan any label to try it: the band on top answers. Ctrl F types a code by hand.</translation>
    </message>
    <message>
        <source>Decision signed</source>
        <translation>Decision signed</translation>
    </message>
    <message>
        <source>Decision signed by a lead</source>
        <translation>Decision signed by a lead</translation>
    </message>
    <message>
        <source>At best {grade} so far</source>
        <translation>At best {grade} so far</translation>
    </message>
    <message numerus="yes">
        <source>%n check(s) left</source>
        <translation>
            <numerusform>%n check left</numerusform>
            <numerusform>%n checks left</numerusform>
        </translation>
    </message>
    <message>
        <source>Inspection</source>
        <translation>Inspection</translation>
    </message>
    <message>
        <source>Sent to treatment</source>
        <translation>Sent to treatment</translation>
    </message>
    <message>
        <source>Proposed decision</source>
        <translation>Proposed decision</translation>
    </message>
    <message>
        <source>Taking the credit back: waits for the ledger</source>
        <translation>Taking the credit back: waits for the ledger</translation>
    </message>
    <message>
        <source>Credit taken back</source>
        <translation>Credit taken back</translation>
    </message>
    <message>
        <source>Credit not taken back: the customer has spent it; the office decides</source>
        <translation>Credit not taken back: the customer has spent it; the office decides</translation>
    </message>
    <message>
        <source>Credit not taken back: the ledger knows of none</source>
        <translation>Credit not taken back: the ledger knows of none</translation>
    </message>
    <message>
        <source>Second look</source>
        <translation>Second look</translation>
    </message>
    <message>
        <source>The shop shows it as {grade}</source>
        <translation>The shop shows it as {grade}</translation>
    </message>
    <message>
        <source>Back from the shop</source>
        <translation>Back from the shop</translation>
    </message>
    <message>
        <source>To be photographed</source>
        <translation>To be photographed</translation>
    </message>
    <message>
        <source>Nobody is credited for it. A lead says whose it is.</source>
        <translation>Nobody is credited for it. A lead says whose it is.</translation>
    </message>
    <message>
        <source>Bench ready</source>
        <translation>Bench ready</translation>
    </message>
    <message>
        <source>Scan a parcel</source>
        <translation>Scan a parcel</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) dealt with</source>
        <translation>
            <numerusform>%n item dealt with</numerusform>
            <numerusform>%n items dealt with</numerusform>
        </translation>
    </message>
    <message>
        <source>credits of {amount}</source>
        <translation>credits of {amount}</translation>
    </message>
    <message>
        <source>no credit</source>
        <translation>no credit</translation>
    </message>
    <message>
        <source>Parcel complete</source>
        <translation>Parcel complete</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) to inspect</source>
        <translation>
            <numerusform>%n item to inspect</numerusform>
            <numerusform>%n items to inspect</numerusform>
        </translation>
    </message>
    <message>
        <source>Parcel open</source>
        <translation>Parcel open</translation>
    </message>
    <message>
        <source>Form present, signed</source>
        <translation>Form present, signed</translation>
    </message>
    <message>
        <source>{check}: conform</source>
        <translation>{check}: conform</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Record the transfer form</source>
        <translation>Record the transfer form</translation>
    </message>
    <message>
        <source>Open the item</source>
        <translation>Open the item</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>Next item</translation>
    </message>
    <message>
        <source>Put in quarantine</source>
        <translation>Put in quarantine</translation>
    </message>
    <message>
        <source>Photograph the defect</source>
        <translation>Photograph the defect</translation>
    </message>
    <message>
        <source>Next parcel</source>
        <translation>Next parcel</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Pass on</translation>
    </message>
    <message>
        <source>Find a parcel</source>
        <translation>Find a parcel</translation>
    </message>
    <message>
        <source>Photograph the piece</source>
        <translation>Photograph the piece</translation>
    </message>
    <message>
        <source>Photograph the damage</source>
        <translation>Photograph the damage</translation>
    </message>
    <message>
        <source>Keep the second look</source>
        <translation>Keep the second look</translation>
    </message>
    <message>
        <source>Refuse the item</source>
        <translation>Refuse the item</translation>
    </message>
    <message>
        <source>Send to treatment</source>
        <translation>Send to treatment</translation>
    </message>
    <message>
        <source>Accept · {amount}</source>
        <translation>Accept · {amount}</translation>
    </message>
    <message>
        <source>Why? One line for the lead</source>
        <translation>Why? One line for the lead</translation>
    </message>
    <message>
        <source>Sign as {grade}</source>
        <translation>Sign as {grade}</translation>
    </message>
    <message>
        <source>Why a lower grade? One line</source>
        <translation>Why a lower grade? One line</translation>
    </message>
    <message>
        <source>Sign without the photo</source>
        <translation>Sign without the photo</translation>
    </message>
    <message>
        <source>Why could it not be taken? One line</source>
        <translation>Why could it not be taken? One line</translation>
    </message>
    <message>
        <source>not bought</source>
        <translation>not bought</translation>
    </message>
    <message>
        <source>Conditions of take-back</source>
        <translation>Conditions of take-back</translation>
    </message>
    <message>
        <source>Accepted offer</source>
        <translation>Accepted offer</translation>
    </message>
    <message>
        <source>Refused: {reason}</source>
        <translation>Refused: {reason}</translation>
    </message>
    <message>
        <source>To be reviewed: {reason}</source>
        <translation>To be reviewed: {reason}</translation>
    </message>
    <message>
        <source>Treated first: {reason}</source>
        <translation>Treated first: {reason}</translation>
    </message>
    <message>
        <source>Correct the product sheet</source>
        <translation>Correct the product sheet</translation>
    </message>
    <message>
        <source>Still refused, for another reason</source>
        <translation>Still refused, for another reason</translation>
    </message>
    <message>
        <source>To be treated</source>
        <translation>To be treated</translation>
    </message>
    <message>
        <source>Goes on with the open checks</source>
        <translation>Goes on with the open checks</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>No camera</translation>
    </message>
    <message>
        <source>None is set up on this bench. The lead chooses one in the settings.</source>
        <translation>None is set up on this bench. The lead chooses one in the settings.</translation>
    </message>
    <message>
        <source>Virtual camera</source>
        <translation>Virtual camera</translation>
    </message>
    <message>
        <source>Camera lost</source>
        <translation>Camera lost</translation>
    </message>
    <message>
        <source>Check the cable and that the camera is on. Photos taken are kept; it comes back by itself.</source>
        <translation>Check the cable and that the camera is on. Photos taken are kept; it comes back by itself.</translation>
    </message>
    <message>
        <source>Camera…</source>
        <translation>Camera…</translation>
    </message>
    <message>
        <source>Looking for the camera…</source>
        <translation>Looking for the camera…</translation>
    </message>
    <message>
        <source>Camera missing</source>
        <translation>Camera missing</translation>
    </message>
    <message>
        <source>Plug it in and switch it on. Inspecting goes on without it.</source>
        <translation>Plug it in and switch it on. Inspecting goes on without it.</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>No camera found</translation>
    </message>
    <message>
        <source>Picture at rest</source>
        <translation>Picture at rest</translation>
    </message>
    <message>
        <source>Space wakes it and takes the photo.</source>
        <translation>Space wakes it and takes the photo.</translation>
    </message>
    <message>
        <source>Camera {name}</source>
        <translation>Camera {name}</translation>
    </message>
    <message>
        <source>one more</source>
        <translation>one more</translation>
    </message>
    <message>
        <source>Piece</source>
        <translation>Piece</translation>
    </message>
    <message>
        <source>Damage</source>
        <translation>Damage</translation>
    </message>
    <message>
        <source>Opening</source>
        <translation>Opening</translation>
    </message>
    <message>
        <source>Taking the photo…</source>
        <translation>Taking the photo…</translation>
    </message>
    <message>
        <source>Photograph · {view}</source>
        <translation>Photograph · {view}</translation>
    </message>
    <message>
        <source>Place the pin in that zone</source>
        <translation>Place the pin in that zone</translation>
    </message>
    <message>
        <source>Move the pin a little</source>
        <translation>Move the pin a little</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Front or back</source>
        <translation>Front or back</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Put the pin here</source>
        <translation>Put the pin here</translation>
    </message>
    <message>
        <source>Choose the defect</source>
        <translation>Choose the defect</translation>
    </message>
    <message>
        <source>Transfer form: signed, unsigned, missing</source>
        <translation>Transfer form: signed, unsigned, missing</translation>
    </message>
    <message>
        <source>That check is conform</source>
        <translation>That check is conform</translation>
    </message>
    <message>
        <source>Shift 1 … 0</source>
        <translation>Shift 1 … 0</translation>
    </message>
    <message>
        <source>That check has a defect</source>
        <translation>That check has a defect</translation>
    </message>
    <message>
        <source>Defect on the current check</source>
        <translation>Defect on the current check</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Choose, or type the PIN</source>
        <translation>Choose, or type the PIN</translation>
    </message>
    <message>
        <source>Another choice</source>
        <translation>Another choice</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Another page</source>
        <translation>Another page</translation>
    </message>
    <message>
        <source>Up and down the page</source>
        <translation>Up and down the page</translation>
    </message>
    <message>
        <source>Customer&apos;s copy, or all of it</source>
        <translation>Customer&apos;s copy, or all of it</translation>
    </message>
    <message>
        <source>Ctrl P</source>
        <translation>Ctrl P</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Print it</translation>
    </message>
    <message>
        <source>Try or change that line</source>
        <translation>Try or change that line</translation>
    </message>
    <message>
        <source>Another line</source>
        <translation>Another line</translation>
    </message>
    <message>
        <source>Try or change</source>
        <translation>Try or change</translation>
    </message>
    <message>
        <source>Open that line</source>
        <translation>Open that line</translation>
    </message>
    <message>
        <source>Where the refused piece goes</source>
        <translation>Where the refused piece goes</translation>
    </message>
    <message>
        <source>How far the treatment is</source>
        <translation>How far the treatment is</translation>
    </message>
    <message>
        <source>It came back from the shop: inspect it anew</source>
        <translation>It came back from the shop: inspect it anew</translation>
    </message>
    <message>
        <source>Back to the shop, shown anew, to the workshop, withdrawn</source>
        <translation>Back to the shop, shown anew, to the workshop, withdrawn</translation>
    </message>
    <message>
        <source>Another of the earlier pictures</source>
        <translation>Another of the earlier pictures</translation>
    </message>
    <message>
        <source>Take the photo</source>
        <translation>Take the photo</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>A lead decides</translation>
    </message>
    <message>
        <source>Answer what is asked further</source>
        <translation>Answer what is asked further</translation>
    </message>
    <message>
        <source>Why this decision</source>
        <translation>Why this decision</translation>
    </message>
    <message>
        <source>Sign a lower grade, with a reason</source>
        <translation>Sign a lower grade, with a reason</translation>
    </message>
    <message>
        <source>Set aside for review, with a reason</source>
        <translation>Set aside for review, with a reason</translation>
    </message>
    <message>
        <source>Sign without the photo, with a reason</source>
        <translation>Sign without the photo, with a reason</translation>
    </message>
    <message>
        <source>Evidence pack of the piece</source>
        <translation>Evidence pack of the piece</translation>
    </message>
    <message>
        <source>Print the label of the decided piece again</source>
        <translation>Print the label of the decided piece again</translation>
    </message>
    <message>
        <source>Another check</source>
        <translation>Another check</translation>
    </message>
    <message>
        <source>Another item</source>
        <translation>Another item</translation>
    </message>
    <message>
        <source>Open that item</source>
        <translation>Open that item</translation>
    </message>
    <message>
        <source>The item is not in the parcel</source>
        <translation>The item is not in the parcel</translation>
    </message>
    <message>
        <source>A piece nobody declared</source>
        <translation>A piece nobody declared</translation>
    </message>
    <message>
        <source>Another piece in the item&apos;s place</source>
        <translation>Another piece in the item&apos;s place</translation>
    </message>
    <message>
        <source>A lead says which piece in quarantine the item is</source>
        <translation>A lead says which piece in quarantine the item is</translation>
    </message>
    <message>
        <source>The box is damaged, or is not</source>
        <translation>The box is damaged, or is not</translation>
    </message>
    <message>
        <source>Photograph the box</source>
        <translation>Photograph the box</translation>
    </message>
    <message>
        <source>The next thing to do</source>
        <translation>The next thing to do</translation>
    </message>
    <message>
        <source>Find a parcel by name, dossier, reference or code</source>
        <translation>Find a parcel by name, dossier, reference or code</translation>
    </message>
    <message>
        <source>What waits for a lead</source>
        <translation>What waits for a lead</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>One step back</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Ctrl Z</translation>
    </message>
    <message>
        <source>Take back the last act</source>
        <translation>Take back the last act</translation>
    </message>
    <message>
        <source>Page ↑ ↓</source>
        <translation>Page ↑ ↓</translation>
    </message>
    <message>
        <source>Previous or next item</source>
        <translation>Previous or next item</translation>
    </message>
    <message>
        <source>Transfer form</source>
        <translation>Transfer form</translation>
    </message>
    <message>
        <source>Ledger, camera and scanner: details</source>
        <translation>Ledger, camera and scanner: details</translation>
    </message>
    <message>
        <source>Size {size}</source>
        <translation>Size {size}</translation>
    </message>
    <message>
        <source>Ref. {reference}</source>
        <translation>Ref. {reference}</translation>
    </message>
    <message>
        <source>Second look — inspect it as if it were new</source>
        <translation>Second look — inspect it as if it were new</translation>
    </message>
    <message>
        <source>Back from the shop — inspect it anew</source>
        <translation>Back from the shop — inspect it anew</translation>
    </message>
    <message>
        <source>In treatment — inspected again before anything is decided</source>
        <translation>In treatment — inspected again before anything is decided</translation>
    </message>
    <message>
        <source>Treated — this is the second inspection</source>
        <translation>Treated — this is the second inspection</translation>
    </message>
    <message>
        <source>Accepted · {grade}</source>
        <translation>Accepted · {grade}</translation>
    </message>
    <message>
        <source>Set aside for review</source>
        <translation>Set aside for review</translation>
    </message>
    <message>
        <source>by {name}, {at}</source>
        <translation>by {name}, {at}</translation>
    </message>
    <message>
        <source>Already inspected — {what}</source>
        <translation>Already inspected — {what}</translation>
    </message>
    <message>
        <source>{finding}, photo missing</source>
        <translation>{finding}, photo missing</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>to be reviewed</source>
        <translation>to be reviewed</translation>
    </message>
    <message>
        <source>to be treated</source>
        <translation>to be treated</translation>
    </message>
    <message>
        <source>{grade} at best</source>
        <translation>{grade} at best</translation>
    </message>
    <message>
        <source>correct the sheet</source>
        <translation>correct the sheet</translation>
    </message>
    <message>
        <source>Defect {mark}</source>
        <translation>Defect {mark}</translation>
    </message>
    <message>
        <source>Before treatment {mark}</source>
        <translation>Before treatment {mark}</translation>
    </message>
    <message>
        <source>Customer in {country}</source>
        <translation>Customer in {country}</translation>
    </message>
    <message>
        <source>Treatment begun</source>
        <translation>Treatment begun</translation>
    </message>
    <message>
        <source>Treated: inspect again</source>
        <translation>Treated: inspect again</translation>
    </message>
    <message>
        <source>Return to the customer</source>
        <translation>Return to the customer</translation>
    </message>
    <message>
        <source>Donate</source>
        <translation>Donate</translation>
    </message>
    <message>
        <source>Recycle</source>
        <translation>Recycle</translation>
    </message>
    <message>
        <source>Nothing waits for a lead.</source>
        <translation>Nothing waits for a lead.</translation>
    </message>
    <message>
        <source>Nothing begins like this. Enter takes it as a code.</source>
        <translation>Nothing begins like this. Enter takes it as a code.</translation>
    </message>
    <message>
        <source>The customer&apos;s name, the dossier, a reference, or the readable part of a label: the beginnings are enough.</source>
        <translation>The customer&apos;s name, the dossier, a reference, or the readable part of a label: the beginnings are enough.</translation>
    </message>
    <message>
        <source>The lead&apos;s badge: scan it</source>
        <translation>The lead&apos;s badge: scan it</translation>
    </message>
    <message>
        <source>The transfer form is not there, signed; the credit leaves all the same.</source>
        <translation>The transfer form is not there, signed; the credit leaves all the same.</translation>
    </message>
    <message>
        <source>Release the held credit</source>
        <translation>Release the held credit</translation>
    </message>
    <message>
        <source>Take the credit back: {amount}</source>
        <translation>Take the credit back: {amount}</translation>
    </message>
    <message>
        <source>The decision stays; spent money does too.</source>
        <translation>The decision stays; spent money does too.</translation>
    </message>
    <message>
        <source>It came back from the shop after the days the programme gives.</source>
        <translation>It came back from the shop after the days the programme gives.</translation>
    </message>
    <message>
        <source>Inspect it anew all the same</source>
        <translation>Inspect it anew all the same</translation>
    </message>
    <message>
        <source>Accept as {grade}</source>
        <translation>Accept as {grade}</translation>
    </message>
    <message>
        <source>Refuse: {reason}</source>
        <translation>Refuse: {reason}</translation>
    </message>
    <message>
        <source>It is piece {piece}</source>
        <translation>It is piece {piece}</translation>
    </message>
    <message>
        <source>found in parcel {parcel}</source>
        <translation>found in parcel {parcel}</translation>
    </message>
    <message>
        <source>It is {title}</source>
        <translation>It is {title}</translation>
    </message>
    <message>
        <source>Send it back</source>
        <translation>Send it back</translation>
    </message>
    <message>
        <source>It is nobody&apos;s declared item.</source>
        <translation>It is nobody&apos;s declared item.</translation>
    </message>
    <message>
        <source>Declared: {value}</source>
        <translation>Declared: {value}</translation>
    </message>
    <message>
        <source>Copy for the customer</source>
        <translation>Copy for the customer</translation>
    </message>
    <message>
        <source>Evidence pack</source>
        <translation>Evidence pack</translation>
    </message>
    <message>
        <source>label on the piece</source>
        <translation>label on the piece</translation>
    </message>
    <message>
        <source>label sent</source>
        <translation>label sent</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>no key</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>TEST</translation>
    </message>
    <message>
        <source>Test label</source>
        <translation>Test label</translation>
    </message>
    <message>
        <source>None is set: labels on request only.</source>
        <translation>None is set: labels on request only.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>Size of everything</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Sounds</translation>
    </message>
    <message>
        <source>A scan is heard</source>
        <translation>A scan is heard</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Silent</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>Try</translation>
    </message>
    <message>
        <source>Calibrate</source>
        <translation>Calibrate</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Change</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>Trying…</translation>
    </message>
    <message>
        <source>Back to 100 %</source>
        <translation>Back to 100 %</translation>
    </message>
    <message>
        <source>Calibrated: {pace} a key, then {suffix}.</source>
        <translation>Calibrated: {pace} a key, then {suffix}.</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>this window has room for {percent} %</source>
        <translation>this window has room for {percent} %</translation>
    </message>
    <message>
        <source>Release the shutter</source>
        <translation>Release the shutter</translation>
    </message>
    <message>
        <source>Keep the shot</source>
        <translation>Keep the shot</translation>
    </message>
    <message>
        <source>Reject it, and shoot again</source>
        <translation>Reject it, and shoot again</translation>
    </message>
    <message>
        <source>Along the shots of the view</source>
        <translation>Along the shots of the view</translation>
    </message>
    <message>
        <source>The view to shoot</source>
        <translation>The view to shoot</translation>
    </message>
    <message>
        <source>The view of that number</source>
        <translation>The view of that number</translation>
    </message>
    <message>
        <source>Loupe: a pixel is a pixel</source>
        <translation>Loupe: a pixel is a pixel</translation>
    </message>
    <message>
        <source>Compare: two shots, or with the bench&apos;s</source>
        <translation>Compare: two shots, or with the bench&apos;s</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>Template of the category</source>
        <translation>Template of the category</translation>
    </message>
    <message>
        <source>Clipped light and shadow</source>
        <translation>Clipped light and shadow</translation>
    </message>
    <message>
        <source>Focus peaking</source>
        <translation>Focus peaking</translation>
    </message>
    <message>
        <source>Level: how far the garment leans</source>
        <translation>Level: how far the garment leans</translation>
    </message>
    <message>
        <source>Measurements</source>
        <translation>Measurements</translation>
    </message>
    <message>
        <source>Composition</source>
        <translation>Composition</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Care</translation>
    </message>
    <message>
        <source>Tray: frames that belong to no piece yet</source>
        <translation>Tray: frames that belong to no piece yet</translation>
    </message>
    <message>
        <source>Take the last act back</source>
        <translation>Take the last act back</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>kept</translation>
    </message>
    <message>
        <source>to be judged</source>
        <translation>to be judged</translation>
    </message>
    <message>
        <source>next</source>
        <translation>next</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejected</translation>
    </message>
    <message>
        <source>Sharpness {n}</source>
        <translation>Sharpness {n}</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>Exposure</translation>
    </message>
    <message>
        <source>Neutral backdrop ΔE {n}</source>
        <translation>Neutral backdrop ΔE {n}</translation>
    </message>
    <message>
        <source>Framing</source>
        <translation>Framing</translation>
    </message>
    <message>
        <source>Level: nothing to measure</source>
        <translation>Level: nothing to measure</translation>
    </message>
    <message>
        <source>Level {n}°</source>
        <translation>Level {n}°</translation>
    </message>
    <message>
        <source>Blurred: {n}, at least {limit}</source>
        <translation>Blurred: {n}, at least {limit}</translation>
    </message>
    <message>
        <source>Too dark: {n} black</source>
        <translation>Too dark: {n} black</translation>
    </message>
    <message>
        <source>Too light: {n} burnt out</source>
        <translation>Too light: {n} burnt out</translation>
    </message>
    <message>
        <source>Backdrop too dark: L* {n}</source>
        <translation>Backdrop too dark: L* {n}</translation>
    </message>
    <message>
        <source>Colour cast on the backdrop: ΔE {n}</source>
        <translation>Colour cast on the backdrop: ΔE {n}</translation>
    </message>
    <message>
        <source>Uneven backdrop: L* ±{n}</source>
        <translation>Uneven backdrop: L* ±{n}</translation>
    </message>
    <message>
        <source>Framing: cut off at the edge</source>
        <translation>Framing: cut off at the edge</translation>
    </message>
    <message>
        <source>Framing: fills {n} only, come closer</source>
        <translation>Framing: fills {n} only, come closer</translation>
    </message>
    <message>
        <source>Framing: fills {n}, step back</source>
        <translation>Framing: fills {n}, step back</translation>
    </message>
    <message>
        <source>Framing: move it {n} to the left</source>
        <translation>Framing: move it {n} to the left</translation>
    </message>
    <message>
        <source>Framing: move it {n} to the right</source>
        <translation>Framing: move it {n} to the right</translation>
    </message>
    <message>
        <source>Framing: move it up by {n}</source>
        <translation>Framing: move it up by {n}</translation>
    </message>
    <message>
        <source>Framing: move it down by {n}</source>
        <translation>Framing: move it down by {n}</translation>
    </message>
    <message>
        <source>Not level: turn it {n}° to the left</source>
        <translation>Not level: turn it {n}° to the left</translation>
    </message>
    <message>
        <source>Not level: turn it {n}° to the right</source>
        <translation>Not level: turn it {n}° to the right</translation>
    </message>
    <message>
        <source>Framing: no garment stands out</source>
        <translation>Framing: no garment stands out</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>Reference</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Season</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grade</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>declared</translation>
    </message>
    <message>
        <source>inspected</source>
        <translation>inspected</translation>
    </message>
    <message>
        <source>measured before</source>
        <translation>measured before</translation>
    </message>
    <message>
        <source>Keep it all the same</source>
        <translation>Keep it all the same</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Why?</translation>
    </message>
    <message>
        <source>98 % cotton, 2 % elastane</source>
        <translation>98 % cotton, 2 % elastane</translation>
    </message>
    <message>
        <source>30°, no tumble dryer</source>
        <translation>30°, no tumble dryer</translation>
    </message>
    <message>
        <source>in cm</source>
        <translation>in cm</translation>
    </message>
    <message>
        <source>QC1-… as on its label</source>
        <translation>QC1-… as on its label</translation>
    </message>
    <message>
        <source>{view} · shot {n} of {all}</source>
        <translation>{view} · shot {n} of {all}</translation>
    </message>
    <message>
        <source>at the bench</source>
        <translation>at the bench</translation>
    </message>
    <message>
        <source>nothing to compare with yet</source>
        <translation>nothing to compare with yet</translation>
    </message>
    <message>
        <source>shot {n}</source>
        <translation>shot {n}</translation>
    </message>
    <message>
        <source>Release · {view}</source>
        <translation>Release · {view}</translation>
    </message>
    <message>
        <source>Keep it all the same…</source>
        <translation>Keep it all the same…</translation>
    </message>
    <message>
        <source>Measure: {what}</source>
        <translation>Measure: {what}</translation>
    </message>
    <message>
        <source>Write the composition</source>
        <translation>Write the composition</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>Next piece</source>
        <translation>Next piece</translation>
    </message>
    <message>
        <source>Set it aside</source>
        <translation>Set it aside</translation>
    </message>
    <message>
        <source>Type a piece&apos;s code</source>
        <translation>Type a piece&apos;s code</translation>
    </message>
    <message>
        <source>not accepted</source>
        <translation>not accepted</translation>
    </message>
    <message>
        <source>still in the workshop</source>
        <translation>still in the workshop</translation>
    </message>
    <message>
        <source>waits for its second inspection</source>
        <translation>waits for its second inspection</translation>
    </message>
    <message>
        <source>composition</source>
        <translation>composition</translation>
    </message>
    <message numerus="yes">
        <source>%n view(s)</source>
        <translation>
            <numerusform>%n view</numerusform>
            <numerusform>%n views</numerusform>
        </translation>
    </message>
    <message>
        <source>Missing: {what}</source>
        <translation>Missing: {what}</translation>
    </message>
    <message>
        <source>Edition {n} on its way to the shop</source>
        <translation>Edition {n} on its way to the shop</translation>
    </message>
    <message>
        <source>Edition {n} is in the shop</source>
        <translation>Edition {n} is in the shop</translation>
    </message>
    <message>
        <source>Edition {n} set aside: {why}</source>
        <translation>Edition {n} set aside: {why}</translation>
    </message>
    <message>
        <source>{said}, changed since</source>
        <translation>{said}, changed since</translation>
    </message>
    <message>
        <source>How the step is done, or the step to add</source>
        <translation>How the step is done, or the step to add</translation>
    </message>
    <message>
        <source>Another planned step</source>
        <translation>Another planned step</translation>
    </message>
    <message>
        <source>The step was not possible, with a reason</source>
        <translation>The step was not possible, with a reason</translation>
    </message>
    <message>
        <source>The piece was damaged, with a note</source>
        <translation>The piece was damaged, with a note</translation>
    </message>
    <message>
        <source>Leave the planned step out, with a reason</source>
        <translation>Leave the planned step out, with a reason</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Add a step</translation>
    </message>
    <message>
        <source>The composition as the label says it</source>
        <translation>The composition as the label says it</translation>
    </message>
    <message>
        <source>The symbols of the care label</source>
        <translation>The symbols of the care label</translation>
    </message>
    <message>
        <source>Ctrl F</source>
        <translation>Ctrl F</translation>
    </message>
    <message>
        <source>{name} · bring it back to the bench</source>
        <translation>{name} · bring it back to the bench</translation>
    </message>
    <message>
        <source>{name} · since {time}</source>
        <translation>{name} · since {time}</translation>
    </message>
    <message>
        <source>Waits since {time}</source>
        <translation>Waits since {time}</translation>
    </message>
    <message>
        <source>From the bench</source>
        <translation>From the bench</translation>
    </message>
    <message>
        <source>{place} · too long</source>
        <translation>{place} · too long</translation>
    </message>
    <message>
        <source>no longer allowed: leave it out (X)</source>
        <translation>no longer allowed: leave it out (X)</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>not possible</source>
        <translation>not possible</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>How it is done</source>
        <translation>How it is done</translation>
    </message>
    <message>
        <source>Treatment — inspected again afterwards</source>
        <translation>Treatment — inspected again afterwards</translation>
    </message>
    <message>
        <source>Accepted — made ready for the studio</source>
        <translation>Accepted — made ready for the studio</translation>
    </message>
    <message>
        <source>Nothing to do here — bring it back to the bench</source>
        <translation>Nothing to do here — bring it back to the bench</translation>
    </message>
    <message>
        <source>Not understood: {label}</source>
        <translation>Not understood: {label}</translation>
    </message>
    <message>
        <source>Composition unknown: read the label</source>
        <translation>Composition unknown: read the label</translation>
    </message>
    <message>
        <source>Scan a piece&apos;s label</source>
        <translation>Scan a piece&apos;s label</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>Next: {step}</translation>
    </message>
    <message>
        <source>In work: {step}</source>
        <translation>In work: {step}</translation>
    </message>
    <message>
        <source>Back to the bench: it is inspected again</source>
        <translation>Back to the bench: it is inspected again</translation>
    </message>
    <message>
        <source>Ready: on to the studio</source>
        <translation>Ready: on to the studio</translation>
    </message>
    <message>
        <source>Type a code</source>
        <translation>Type a code</translation>
    </message>
    <message>
        <source>Begin: {step}</source>
        <translation>Begin: {step}</translation>
    </message>
    <message>
        <source>Step done</source>
        <translation>Step done</translation>
    </message>
    <message>
        <source>Put it down</source>
        <translation>Put it down</translation>
    </message>
    <message>
        <source>Why is this step left out?</source>
        <translation>Why is this step left out?</translation>
    </message>
    <message>
        <source>A few words</source>
        <translation>A few words</translation>
    </message>
    <message>
        <source>Why was it not possible?</source>
        <translation>Why was it not possible?</translation>
    </message>
    <message>
        <source>What was damaged?</source>
        <translation>What was damaged?</translation>
    </message>
    <message>
        <source>What does the label say?</source>
        <translation>What does the label say?</translation>
    </message>
    <message>
        <source>Which care symbols?</source>
        <translation>Which care symbols?</translation>
    </message>
    <message>
        <source>w30m b0 t0 i2 p</source>
        <translation>w30m b0 t0 i2 p</translation>
    </message>
    <message>
        <source>On their way</source>
        <translation>On their way</translation>
    </message>
    <message>
        <source>the care label</source>
        <translation>the care label</translation>
    </message>
    <message>
        <source>before the studio</source>
        <translation>before the studio</translation>
    </message>
    <message>
        <source>added by hand</source>
        <translation>added by hand</translation>
    </message>
    <message>
        <source>ordered by the expert</source>
        <translation>ordered by the expert</translation>
    </message>
    <message>
        <source>Shell:</source>
        <translation>Shell:</translation>
    </message>
    <message>
        <source>Lining:</source>
        <translation>Lining:</translation>
    </message>
    <message>
        <source>Filling:</source>
        <translation>Filling:</translation>
    </message>
    <message>
        <source>Trim:</source>
        <translation>Trim:</translation>
    </message>
    <message>
        <source>Sole:</source>
        <translation>Sole:</translation>
    </message>
    <message>
        <source>{step}: not while the composition is unknown</source>
        <translation>{step}: not while the composition is unknown</translation>
    </message>
    <message>
        <source>{step}: not for {fibre}</source>
        <translation>{step}: not for {fibre}</translation>
    </message>
    <message>
        <source>Water {degrees} °C</source>
        <translation>Water {degrees} °C</translation>
    </message>
    <message>
        <source>Iron {degrees} °C</source>
        <translation>Iron {degrees} °C</translation>
    </message>
    <message>
        <source>No water</source>
        <translation>No water</translation>
    </message>
    <message>
        <source>No iron</source>
        <translation>No iron</translation>
    </message>
    <message>
        <source>No steam</source>
        <translation>No steam</translation>
    </message>
    <message>
        <source>No dry cleaning</source>
        <translation>No dry cleaning</translation>
    </message>
    <message>
        <source>No wet cleaning</source>
        <translation>No wet cleaning</translation>
    </message>
    <message>
        <source>No tumble dryer</source>
        <translation>No tumble dryer</translation>
    </message>
    <message>
        <source>No damp cloth</source>
        <translation>No damp cloth</translation>
    </message>
    <message>
        <source>No ozone</source>
        <translation>No ozone</translation>
    </message>
    <message>
        <source>No comb, no shaver</source>
        <translation>No comb, no shaver</translation>
    </message>
    <message>
        <source>Steam</source>
        <translation>Steam</translation>
    </message>
    <message>
        <source>Dry cleaning F</source>
        <translation>Dry cleaning F</translation>
    </message>
    <message>
        <source>Dry cleaning P, F</source>
        <translation>Dry cleaning P, F</translation>
    </message>
    <message>
        <source>Wet cleaning, gentle</source>
        <translation>Wet cleaning, gentle</translation>
    </message>
    <message>
        <source>Wet cleaning</source>
        <translation>Wet cleaning</translation>
    </message>
    <message>
        <source>Tumble dryer, low</source>
        <translation>Tumble dryer, low</translation>
    </message>
    <message>
        <source>Tumble dryer</source>
        <translation>Tumble dryer</translation>
    </message>
    <message>
        <source>Damp cloth</source>
        <translation>Damp cloth</translation>
    </message>
    <message>
        <source>Ozone</source>
        <translation>Ozone</translation>
    </message>
    <message>
        <source>Comb or shaver</source>
        <translation>Comb or shaver</translation>
    </message>
    <message>
        <source>Came back: inspect anew</source>
        <translation>Came back: inspect anew</translation>
    </message>
    <message>
        <source>Show it anew · {grade}</source>
        <translation>Show it anew · {grade}</translation>
    </message>
    <message>
        <source>Back to the shop as it is</source>
        <translation>Back to the shop as it is</translation>
    </message>
    <message>
        <source>Show it anew in the studio</source>
        <translation>Show it anew in the studio</translation>
    </message>
    <message>
        <source>To the workshop</source>
        <translation>To the workshop</translation>
    </message>
    <message>
        <source>Withdraw from sale</source>
        <translation>Withdraw from sale</translation>
    </message>
    <message>
        <source>before: {finding}</source>
        <translation>before: {finding}</translation>
    </message>
</context>
<context>
    <name>CameraColumn</name>
    <message>
        <source>Photographs</source>
        <translation>Photographs</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Wanted views</source>
        <translation>Wanted views</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Front</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
</context>
<context>
    <name>CheckDelegate</name>
    <message>
        <source>defect</source>
        <translation>defect</translation>
    </message>
    <message>
        <source>Shift %1</source>
        <translation>Shift %1</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Noted</translation>
    </message>
    <message>
        <source>Defect</source>
        <translation>Defect</translation>
    </message>
</context>
<context>
    <name>EarlierView</name>
    <message>
        <source>Earlier picture: %1</source>
        <translation>Earlier picture: %1</translation>
    </message>
    <message>
        <source>shows %1</source>
        <translation>shows %1</translation>
    </message>
    <message>
        <source>Before · %1</source>
        <translation>Before · %1</translation>
    </message>
</context>
<context>
    <name>EmptyBench</name>
    <message>
        <source>Carrier label</source>
        <translation>Carrier label</translation>
    </message>
    <message>
        <source>Scan a parcel</source>
        <translation>Scan a parcel</translation>
    </message>
    <message>
        <source>Any barcode of the carrier&apos;s label will do. Its declared items appear here; a piece&apos;s own QC1 label opens that piece.</source>
        <translation>Any barcode of the carrier&apos;s label will do. Its declared items appear here; a piece&apos;s own QC1 label opens that piece.</translation>
    </message>
    <message>
        <source>Find a parcel</source>
        <translation>Find a parcel</translation>
    </message>
    <message>
        <source>Demonstration day: type one of these codes, then Enter</source>
        <translation>Demonstration day: type one of these codes, then Enter</translation>
    </message>
</context>
<context>
    <name>EmptyWorkshop</name>
    <message>
        <source>Piece label</source>
        <translation>Piece label</translation>
    </message>
    <message>
        <source>Scan a piece</source>
        <translation>Scan a piece</translation>
    </message>
    <message>
        <source>The workshop is for reconditioners</source>
        <translation>The workshop is for reconditioners</translation>
    </message>
    <message>
        <source>Its first step begins at once. Scan it again when the step is over. What its fabric does not bear is shown here, and refused.</source>
        <translation>Its first step begins at once. Scan it again when the step is over. What its fabric does not bear is shown here, and refused.</translation>
    </message>
    <message>
        <source>Sign in with the badge of a reconditioner or a lead. F1 leads back to the bench.</source>
        <translation>Sign in with the badge of a reconditioner or a lead. F1 leads back to the bench.</translation>
    </message>
    <message>
        <source>Type a code</source>
        <translation>Type a code</translation>
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
        <translation>Shot %1</translation>
    </message>
</context>
<context>
    <name>FindPanel</name>
    <message>
        <source>Find a parcel</source>
        <translation>Find a parcel</translation>
    </message>
    <message>
        <source>Waiting for a lead</source>
        <translation>Waiting for a lead</translation>
    </message>
    <message>
        <source>When its label does not scan. A whole code may be typed here too.</source>
        <translation>When its label does not scan. A whole code may be typed here too.</translation>
    </message>
    <message>
        <source>Scanning a piece&apos;s label opens it as well.</source>
        <translation>Scanning a piece&apos;s label opens it as well.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Name, dossier, reference or code</source>
        <translation>Name, dossier, reference or code</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>FormQuestion</name>
    <message>
        <source>Present, signed</source>
        <translation>Present, signed</translation>
    </message>
    <message>
        <source>Present, not signed</source>
        <translation>Present, not signed</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Missing</translation>
    </message>
    <message>
        <source>Credits may leave.</source>
        <translation>Credits may leave.</translation>
    </message>
    <message>
        <source>Inspect; the credit is held until it is signed.</source>
        <translation>Inspect; the credit is held until it is signed.</translation>
    </message>
    <message>
        <source>Inspect; the credit is held until it is here.</source>
        <translation>Inspect; the credit is held until it is here.</translation>
    </message>
    <message>
        <source>Is the transfer form in the parcel?</source>
        <translation>Is the transfer form in the parcel?</translation>
    </message>
    <message>
        <source>Dossier %1 · %2</source>
        <translation>Dossier %1 · %2</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Esc: later. The form can be recorded at any time with T.</source>
        <translation>Esc: later. The form can be recorded at any time with T.</translation>
    </message>
</context>
<context>
    <name>ItemsColumn</name>
    <message>
        <source>Declared items</source>
        <translation>Declared items</translation>
    </message>
    <message>
        <source>The item above</source>
        <translation>The item above</translation>
    </message>
    <message>
        <source>The item below</source>
        <translation>The item below</translation>
    </message>
    <message>
        <source>Not in the parcel</source>
        <translation>Not in the parcel</translation>
    </message>
</context>
<context>
    <name>KeysPanel</name>
    <message>
        <source>The keys of this screen</source>
        <translation>The keys of this screen</translation>
    </message>
    <message>
        <source>Digits are read by their place on the keyboard; the keypad works with and without NumLock.</source>
        <translation>Digits are read by their place on the keyboard; the keypad works with and without NumLock.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>LeadPanel</name>
    <message>
        <source>A lead decides</source>
        <translation>A lead decides</translation>
    </message>
    <message>
        <source>What the rules and the expert said is kept beside it.</source>
        <translation>What the rules and the expert said is kept beside it.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Why? One line, kept with the decision; then Enter</source>
        <translation>Why? One line, kept with the decision; then Enter</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Sign</translation>
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
        <translation>Understood</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>PaperPanel</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Previous page</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Next page</translation>
    </message>
    <message>
        <source>All of it</source>
        <translation>All of it</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Customer</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Print</translation>
    </message>
    <message>
        <source>Ctrl P</source>
        <translation>Ctrl P</translation>
    </message>
    <message>
        <source>The pages are being made…</source>
        <translation>The pages are being made…</translation>
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
        <translation>Parcel · %1</translation>
    </message>
    <message>
        <source>Parcel</source>
        <translation>Parcel</translation>
    </message>
    <message>
        <source>Dossier %1</source>
        <translation>Dossier %1</translation>
    </message>
    <message>
        <source>Transfer form: %1</source>
        <translation>Transfer form: %1</translation>
    </message>
    <message>
        <source>Transfer form</source>
        <translation>Transfer form</translation>
    </message>
    <message>
        <source>Inspection bench</source>
        <translation>Inspection bench</translation>
    </message>
</context>
<context>
    <name>ParcelRest</name>
    <message>
        <source>Parcel complete</source>
        <translation>Parcel complete</translation>
    </message>
    <message>
        <source>Take a piece in hand</source>
        <translation>Take a piece in hand</translation>
    </message>
    <message>
        <source>Enter opens the item under the cursor, ↑ ↓ choose another, M says that it is not in the parcel.</source>
        <translation>Enter opens the item under the cursor, ↑ ↓ choose another, M says that it is not in the parcel.</translation>
    </message>
    <message>
        <source>Scan the next label, or press Enter to clear the table.</source>
        <translation>Scan the next label, or press Enter to clear the table.</translation>
    </message>
    <message>
        <source>Box intact</source>
        <translation>Box intact</translation>
    </message>
    <message>
        <source>Box damaged</source>
        <translation>Box damaged</translation>
    </message>
    <message>
        <source>Undeclared piece</source>
        <translation>Undeclared piece</translation>
    </message>
    <message>
        <source>Swapped item</source>
        <translation>Swapped item</translation>
    </message>
    <message>
        <source>It is in quarantine</source>
        <translation>It is in quarantine</translation>
    </message>
</context>
<context>
    <name>PieceHeader</name>
    <message>
        <source>Offer · %1</source>
        <translation>Offer · %1</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Checks</translation>
    </message>
</context>
<context>
    <name>PinColumn</name>
    <message>
        <source>Where is the defect?</source>
        <translation>Where is the defect?</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Front</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Side shown: %1</source>
        <translation>Side shown: %1</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>Put the pin here</source>
        <translation>Put the pin here</translation>
    </message>
    <message>
        <source>Put the pin here: %1</source>
        <translation>Put the pin here: %1</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>No place to show</source>
        <translation>No place to show</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>1 … 9: zone as on a keypad · arrows: a little further</source>
        <translation>1 … 9: zone as on a keypad · arrows: a little further</translation>
    </message>
</context>
<context>
    <name>PinPad</name>
    <message numerus="yes">
        <source>%n digit(s) entered</source>
        <translation>
            <numerusform>%n digit entered</numerusform>
            <numerusform>%n digits entered</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Erase</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Sign in</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Bench</source>
        <translation>Bench</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Workshop</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>Floor</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>One step back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s) waiting for a lead</source>
        <translation>
            <numerusform>%n piece waiting for a lead</numerusform>
            <numerusform>%n pieces waiting for a lead</numerusform>
        </translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Settings and tests</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>The keys of this screen</source>
        <translation>The keys of this screen</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Ctrl Shift L</source>
        <translation>Ctrl Shift L</translation>
    </message>
    <message>
        <source>Sign out, %1</source>
        <translation>Sign out, %1</translation>
    </message>
</context>
<context>
    <name>ReasonLine</name>
    <message>
        <source>Sign</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Pass on</source>
        <translation>Pass on</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SetStage</name>
    <message>
        <source>Scan the label of an accepted piece</source>
        <translation>Scan the label of an accepted piece</translation>
    </message>
    <message>
        <source>Its views appear on the left, its sheet on the right. A photo taken with no piece on the set goes to the tray (B).</source>
        <translation>Its views appear on the left, its sheet on the right. A photo taken with no piece on the set goes to the tray (B).</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Grid</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Template</translation>
    </message>
    <message>
        <source>Clipping</source>
        <translation>Clipping</translation>
    </message>
    <message>
        <source>Focus</source>
        <translation>Focus</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Level</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Compare</translation>
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
        <translation>Scan this code</translation>
    </message>
    <message>
        <source>Settings and tests</source>
        <translation>Settings and tests</translation>
    </message>
    <message>
        <source>From the screen, or from the foot of the control sheet. The station then knows every key of this scanner.</source>
        <translation>From the screen, or from the foot of the control sheet. The station then knows every key of this scanner.</translation>
    </message>
    <message>
        <source>Addresses of devices and of the ledger are written by a lead in %1.</source>
        <translation>Addresses of devices and of the ledger are written by a lead in %1.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>SheetColumn</name>
    <message>
        <source>Product sheet</source>
        <translation>Product sheet</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Tray %1</source>
        <translation>Tray %1</translation>
    </message>
    <message>
        <source>Tray</source>
        <translation>Tray</translation>
    </message>
    <message numerus="yes">
        <source>Tray: %n frame(s)</source>
        <translation>
            <numerusform>Tray: %n frame</numerusform>
            <numerusform>Tray: %n frames</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SheetDelegate</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
</context>
<context>
    <name>ShotDelegate</name>
    <message>
        <source>%1, photographed</source>
        <translation>%1, photographed</translation>
    </message>
    <message>
        <source>%1, to be photographed</source>
        <translation>%1, to be photographed</translation>
    </message>
    <message>
        <source>shows %1</source>
        <translation>shows %1</translation>
    </message>
</context>
<context>
    <name>SignInScreen</name>
    <message>
        <source>Your PIN</source>
        <translation>Your PIN</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Scan your badge</translation>
    </message>
    <message>
        <source>On the number row or the keypad, then Enter.</source>
        <translation>On the number row or the keypad, then Enter.</translation>
    </message>
    <message>
        <source>The scanner is heard on every screen; nothing has to be clicked.</source>
        <translation>The scanner is heard on every screen; nothing has to be clicked.</translation>
    </message>
    <message>
        <source>Demonstration day: type one of these badges, then its PIN</source>
        <translation>Demonstration day: type one of these badges, then its PIN</translation>
    </message>
    <message>
        <source>Badge</source>
        <translation>Badge</translation>
    </message>
    <message>
        <source>… or type its number, then Enter</source>
        <translation>… or type its number, then Enter</translation>
    </message>
    <message>
        <source>Number of the badge</source>
        <translation>Number of the badge</translation>
    </message>
</context>
<context>
    <name>StagePicture</name>
    <message>
        <source> · 100 %</source>
        <translation> · 100 %</translation>
    </message>
</context>
<context>
    <name>StatusPanel</name>
    <message>
        <source>State of the bench</source>
        <translation>State of the bench</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) without a piece wait in the tray.</source>
        <translation>
            <numerusform>%n picture without a piece waits in the tray.</numerusform>
            <numerusform>%n pictures without a piece wait in the tray.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StudioBar</name>
    <message>
        <source>Piece %1</source>
        <translation>Piece %1</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Nothing on the set</source>
        <translation>Nothing on the set</translation>
    </message>
</context>
<context>
    <name>TouchKeys</name>
    <message>
        <source>Keys on the screen</source>
        <translation>Keys on the screen</translation>
    </message>
    <message>
        <source>Erase the last letter</source>
        <translation>Erase the last letter</translation>
    </message>
    <message>
        <source>Hyphen</source>
        <translation>Hyphen</translation>
    </message>
    <message>
        <source>Space between words</source>
        <translation>Space between words</translation>
    </message>
    <message>
        <source>Small letters</source>
        <translation>Small letters</translation>
    </message>
    <message>
        <source>Capitals</source>
        <translation>Capitals</translation>
    </message>
    <message>
        <source>Put these keys away</source>
        <translation>Put these keys away</translation>
    </message>
    <message>
        <source>Send the line</source>
        <translation>Send the line</translation>
    </message>
</context>
<context>
    <name>TrayPanel</name>
    <message numerus="yes">
        <source>Tray: %n frame(s)</source>
        <translation>
            <numerusform>Tray: %n frame</numerusform>
            <numerusform>Tray: %n frames</numerusform>
        </translation>
    </message>
    <message>
        <source>The tray is empty</source>
        <translation>The tray is empty</translation>
    </message>
    <message>
        <source>Taken with no piece on the set. File one under %1, or throw it away.</source>
        <translation>Taken with no piece on the set. File one under %1, or throw it away.</translation>
    </message>
    <message>
        <source>Taken with no piece on the set. Scan the piece it shows to file it.</source>
        <translation>Taken with no piece on the set. Scan the piece it shows to file it.</translation>
    </message>
    <message>
        <source>Frame of %1</source>
        <translation>Frame of %1</translation>
    </message>
    <message>
        <source>File it here</source>
        <translation>File it here</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>UndeclaredCard</name>
    <message>
        <source>Undeclared piece</source>
        <translation>Undeclared piece</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>A lead decides</translation>
    </message>
</context>
<context>
    <name>VerdictBar</name>
    <message>
        <source>Why this decision</source>
        <translation>Why this decision</translation>
    </message>
    <message>
        <source>why</source>
        <translation>why</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>Lead</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>Pack</translation>
    </message>
    <message>
        <source>Evidence pack of the piece</source>
        <translation>Evidence pack of the piece</translation>
    </message>
    <message>
        <source>No photo</source>
        <translation>No photo</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Review</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Undo · %1 s</source>
        <translation>Undo · %1 s</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
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
        <translation>Views</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>What made this decision, and what would change it</source>
        <translation>What made this decision, and what would change it</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>What the customer will read · %1</source>
        <translation>What the customer will read · %1</translation>
    </message>
    <message>
        <source>What would change it</source>
        <translation>What would change it</translation>
    </message>
    <message>
        <source>What each grade pays</source>
        <translation>What each grade pays</translation>
    </message>
    <message>
        <source>A lead decides</source>
        <translation>A lead decides</translation>
    </message>
</context>
<context>
    <name>WorkshopActions</name>
    <message>
        <source>Workshop</source>
        <translation>Workshop</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>Not possible</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>Leave out</translation>
    </message>
    <message>
        <source>Add nothing</source>
        <translation>Add nothing</translation>
    </message>
    <message>
        <source>Add a step</source>
        <translation>Add a step</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Ctrl Z</source>
        <translation>Ctrl Z</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>WorkshopBar</name>
    <message>
        <source>Piece %1</source>
        <translation>Piece %1</translation>
    </message>
    <message>
        <source>Workshop</source>
        <translation>Workshop</translation>
    </message>
</context>
<context>
    <name>WorkshopBoard</name>
    <message>
        <source>What is where</source>
        <translation>What is where</translation>
    </message>
    <message>
        <source>Nothing waits and nothing is in work.</source>
        <translation>Nothing waits and nothing is in work.</translation>
    </message>
</context>
<context>
    <name>WorkshopLine</name>
    <message>
        <source>Keep it</source>
        <translation>Keep it</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>WorkshopPiece</name>
    <message>
        <source>Only what every fabric bears is allowed.</source>
        <translation>Only what every fabric bears is allowed.</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>The composition as the label says it</source>
        <translation>The composition as the label says it</translation>
    </message>
    <message>
        <source>Care</source>
        <translation>Care</translation>
    </message>
    <message>
        <source>The symbols of the care label</source>
        <translation>The symbols of the care label</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Front</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>Route</translation>
    </message>
</context>
</TS>
