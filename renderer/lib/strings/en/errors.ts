/** `errors.<code>`: what happened, then the next step, in plain words. Values come from the refusal's `data`. */
export const errors = {
  internal:
    'The program made a mistake and nothing was changed by this step. Try again; if it happens again, tell your administrator what you were doing.',
  not_found: 'This is no longer here. Go back to the list and look for it again.',
  ipc: {
    unknown_method: 'This window and the program do not fit together. Close the window and start the program again.',
    invalid_input: 'Something in this form is not right: {{path}}. Correct it and save again.',
    key_reused: 'This was already sent once with other contents. Check the list before you enter it again.',
    key_missing: 'This window and the program do not fit together. Close the window and start the program again.',
    too_large: 'This is too large to send at once. Make it smaller and try again.',
    disconnected: 'The clinic’s data did not answer. What you typed is kept: try again when the connection is back; it is not saved twice.',
  },
  version: { conflict: 'Someone else changed this while you were editing. Reload to see the change, then enter yours again.' },
  auth: {
    signed_out: 'Your session has ended. Sign in again; what you typed is kept as a draft.',
    forbidden: 'Your role does not allow this. Ask the administrator if you need it for your work.',
    wrong_password: 'The user name or the password is not right. Check Caps Lock and type both again.',
    locked_out: 'Too many wrong passwords. Wait {{seconds}} seconds, then try again.',
    last_administrator:
      'This is the last active administrator: nobody could let others in any more. Make somebody else administrator first.',
    username_taken: 'This user name is already used here. Choose another one.',
    weak_password: 'This password is too easy to guess. Use at least 10 characters that are not a common word or the user name.',
    password_reused: 'You have had this password before. Choose one that is not among your last five.',
    must_change_password: 'This password was given to you for one sign-in. Choose your own now.',
    code_needed: 'Type the code that your authenticator shows now.',
    wrong_code: 'This code is not right or was already used. Wait for the next one, or use a backup code.',
    totp_setup_needed: 'Your role asks for one-time codes. Set them up first.',
    proof_needed: 'Enter your password again: this needs a proof that is not older than five minutes.',
    locked: 'The screen is locked. Unlock it to go on; what you typed is kept as a draft.',
    wrong_pin: 'This PIN is not right. Tries left: {{left}}.',
    weak_pin: 'This PIN is one of the first that people try. Choose six other digits.',
    password_needed: 'The PIN does not open this any more. Enter your password.',
  },
  role: {
    name_taken: 'There is already a role with this name. Choose another name.',
    built_in: 'This role comes with the program and cannot be changed. Compose a role of your own instead.',
    in_use: 'Somebody still has this role ({{holders}}). Give them another one first.',
  },
  audit: { too_many: 'More than {{most}} entries fit. Narrow the filter, for example to a month, and export again.' },
  facility: {
    not_set_up: 'No facility has been set up on this computer yet. Set it up first.',
    already_set_up: 'A facility has already been set up on this computer. Sign in instead.',
  },
  storage: {
    in_use: 'The data folder is in use by another copy of MedVault. Close the other window or stop the other program, then try again.',
    wrong_key:
      'The key on this computer does not open the data file. Put back the key file or keyring that belongs to it, or use the recovery key.',
    damaged:
      'The data file is damaged and was not opened, so that nothing gets worse. Keep the folder as it is and restore the last backup into a new one.',
    newer_version: 'The data file was written by a newer version of MedVault. Install that version (or a later one) on this computer.',
    full: 'The disk is full. Nothing already saved is lost. Free some space, then try again.',
    not_writable:
      'The data folder cannot be written to. Check that the disk is connected and that your account may write there, then try again.',
    key_missing: 'The key that opens the data file is missing. Put back the key file, or use the recovery key.',
  },
  key: {
    weak_passphrase:
      'This passphrase is too easy to guess. Use at least {{shortest}} characters: four or five words that do not belong together.',
    last: 'Nothing else would open the data day by day. Add another key first.',
    not_prepared: 'The new key was not prepared here, or the program was started again meanwhile. Nothing was changed. Begin again.',
    not_changed:
      'The data could not be encrypted again ({{what}}: {{why}}). Nothing was changed, and the former key goes on working. Tell your administrator.',
  },
  recovery: {
    mistyped: 'This is not a recovery key. It has seven groups of four signs; compare each with the sheet and type it again.',
    wrong: 'This recovery key belongs to other data, or was replaced by a newer one. Look for the sheet with the right date.',
  },
  erasure: {
    not_confirmed: 'The number that you typed is not this person’s. Nothing was erased. Type the number as it stands above.',
    visit_open: 'A visit of this person is still open. Nothing was erased. Finish the visit first.',
    reason_names:
      'The reason or legal basis names the person, and it stays for good. Nothing was erased. Say why without a name or number.',
  },
  backup: {
    not_found: 'There is no whole backup in this place. Connect the stick, or choose another folder.',
    damaged: 'This is damaged ({{what}}: {{why}}) and was not used; nothing was changed. Take an older backup.',
    other_facility: 'This backup belongs to another facility. Nothing was changed. Choose a backup of this facility.',
    busy: 'A backup is being made just now. Wait until it is done.',
    cancelled: 'The backup was stopped. Earlier backups are as they were.',
  },
  seat: {
    not_shared: 'This clinic is not shared on the local network now. Switch sharing on first, then make a code.',
    own: 'This is the computer you are working at. Sign in at another one to remove it.',
    code_mistyped:
      'This is not a pairing code: it has seven groups of four signs. Compare each group with the other screen and type it again.',
    code_refused: 'This code is wrong, was used already or is older than ten minutes. Ask the administrator for a new one.',
    too_many_tries: 'Too many wrong codes. Wait {{seconds}} seconds, then try again.',
    wrong_computer:
      'Another computer answered than the one of this clinic. Nothing was sent to it. Check the address; if it is right, tell your administrator.',
    revoked: 'This computer is no longer a seat of the clinic. An administrator can pair it again with a new code.',
    unreachable: 'The clinic’s computer does not answer. Check that it is on, that both are on the same network, and the address.',
    key_lost:
      'This computer’s key for the clinic can’t be opened. Forget the clinic here and pair again with a new code from the administrator.',
  },
  port: {
    in_use: 'Port {{port}} is used by another program. Stop it, or choose another port.',
    no_address: '{{address}} is no address of this computer. Choose one that it has.',
  },
  identifier: { taken: 'Another person here has this number already. Look at their record: it may be the same person.' },
  household: { same_person: 'This is the same person. Choose somebody else.' },
  patient: {
    field_missing: 'This facility requires more than was filled in. Fill in the marked fields.',
    restricted:
      'This record is restricted to other departments or roles. Ask one of them; in an emergency a clinician opens it with a reason.',
    duplicate_not_confirmed:
      'This person may already be registered. Open the record that was found, or confirm that they are different people.',
  },
  break_glass: {
    not_needed: 'This record is open for you already. Reload it.',
    own: 'You opened this record yourself. Somebody else must review it.',
    reviewed: 'Somebody has reviewed this already. Reload the list to see the verdict.',
  },
  configuration: {
    other_file:
      'This file is not a configuration of MedVault. Choose the file that “Export” made, its name begins with medvault-configuration.',
    damaged: 'This file was changed or cut since it was exported. Nothing was changed here. Export it again at the clinic it comes from.',
    newer_version: 'This file was made by a newer MedVault. Nothing was changed here. Install that version first, then import it again.',
    too_large: 'This file is larger than {{kilobytes}} kB, so it cannot be a configuration. Choose another file.',
  },
  department: {
    name_taken: 'There is already a department with this name. Choose another name.',
    in_use: 'This department has members, or a sensitivity mark names it. Take its members out first; one that a mark names stays.',
  },
  appointment: {
    slot_taken: 'This time is already taken. Choose another time or another practitioner.',
    wrong_status: 'This appointment has already moved on. Reload the day to see where it stands.',
  },
  encounter: {
    closed: 'This visit is finished. Start a new one to record more.',
    open: 'This visit is still open: change its note instead.',
  },
  laboratory: {
    closed: 'This order is complete or was called off. Order the test again if it is needed.',
    has_results: 'This order has a result already. Take back the result first.',
  },
  result: {
    already_entered: 'There is a result for this test already. Take it back first if it is wrong.',
    unit: 'This unit does not measure that test. Type the unit of the report, for example {{expected}}.',
    impossible: 'This value is not possible. Check the number.',
    confirm: 'Look at the marked results once more, and confirm them if they are right.',
    nothing: 'Add the paper, or at least one value.',
  },
  range: {
    order: 'These limits do not rise from critically low to critically high, or the ages end before they begin.',
    empty: 'Give at least one limit.',
    overlap: 'There is already a range of your own for this sex that begins at {{fromAge}} and covers some of these ages. Change that one.',
  },
  phrase: { name_taken: 'There is already a phrase of this name. Choose another name, or remove the other phrase first.' },
  pregnancy: {
    going_on: 'A pregnancy is already recorded as going on. Change its dates, or end it first.',
    dates: 'These dates can’t be: nothing may lie ahead, and a pregnancy lasts 44 weeks at most. Give the last period or a scan.',
    contact_made: 'This visit already has its antenatal contact.',
  },
  immunization: {
    too_early: 'This dose would not count yet; from {{earliest}} on it does. Give it then, or say why it is given today.',
    already_given: 'This vaccine is already on the card for {{day}}.',
    before_birth: 'This day lies before the birth date. Check both.',
    reaction_before: 'The reaction can’t begin before the dose of {{day}}.',
    schedule_order: 'These ages do not follow each other: first the earliest, then the usual, then the last one.',
  },
  observation: { implausible: 'A value is outside what is plausible. Check the number and its unit; if it is right, confirm it.' },
  date: {
    before_birth: 'This day lies before the birth date. Check both.',
    too_long_ago: 'Nobody is that old. Check the year; if only the age is known, type the age.',
    in_future: 'This date lies in the future. Check the day, month and year.',
    invalid: 'This is not a date in the calendar. Type day, month and year, for example 21 Nov 2026.',
  },
  problem: {
    on_list: 'This diagnosis already stands on the problem list ({{code}}). Change its line there.',
    reason_needed: 'Say in a few words why the status changes.',
  },
  item: {
    unit_fixed:
      'The unit stays “{{unit}}”, because stock of this item was counted in it. To count in another unit add a new item with that unit, move the stock over by a count, and set the reorder level of this one to 0.',
    gtin_invalid: 'The barcode number {{gtin}} is mistyped: its last digit does not fit the others. Compare it with the pack.',
    gtin_taken: 'The barcode number {{gtin}} already belongs to “{{name}}”. Open that item, or correct the number.',
    levels: 'The maximum must not lie below the minimum. Change one of them.',
  },
  import: {
    running: 'A list is being imported already. Wait for it, or stop it first.',
    cancelled: 'The import was stopped. The rows that were done before stay; import the same file again to go on.',
    empty: 'There are no rows below the header line of this file. Choose another file, or another sheet as the first one.',
    no_name: 'No column is said to hold the names of the items. Choose it, then look at the list again.',
    gone: 'The file that was looked at is not kept any more. Choose it again.',
  },
  label: {
    no_lots: 'No lot of it is here. Print the label for the shelf instead.',
  },
  stock_view: {
    too_many: 'You keep {{most}} views already. Remove one first.',
  },
  ward: {
    counted_more: 'More {{item}} was counted than the book has. Correct it with a stock take, then top up.',
    bed_taken: 'There is a bed {{name}} in this department already.',
    already_in_bed: 'This person lies in bed {{name}}. Free that bed first.',
  },
  blood: {
    number_taken: 'The unit {{unitNumber}} is here already. Look at the number on the bag again.',
    expired: 'This unit expired on {{expiry}}. It is never given: discard it.',
    not_available: 'This unit is not on the shelf any more. Reload the list and choose another one.',
    incompatible: 'This person must not get blood of this group. Search for the person’s group; without one, only what everybody may get.',
    not_reserved: 'This unit is not kept for anybody now. Reload to see what became of it.',
    not_cross_matched: 'There is no compatible cross-match yet. In an emergency say why it can’t wait.',
    wrong_step: 'This can’t be done with the unit as it is now. Reload to see it.',
  },
  equipment: {
    wrong_step: 'This can’t be done with it as it is now. Reload to see its state.',
    needs_borrower: 'Say who borrows it.',
  },
  coldChain: {
    no_readings: 'There are no temperatures with a day and a time in this file. Export it from the logger as CSV and try again.',
    already_read: 'A temperature was already written down for this minute ({{celsius}} °C). Choose another time.',
    concluded: 'Somebody has decided about this already. Reload to see it.',
    vvm_earlier: 'A monitor never goes back: stage {{stage}} was seen before. Look again, and take the darkest one of the lot.',
  },
  recall: {
    already_open: 'An open recall names this already ({{lots}}). Open it in the list of recalls.',
    not_open: 'This recall has ended. Start another one if the medicine is called back again.',
    not_given: 'This person did not get any of the lots of this recall. Reload the list.',
    nobody: 'There is nobody to write to: nobody got it, or everybody has been told.',
  },
  stock_take: {
    empty: 'Nothing lies there that fits the choice, so there is nothing to count. Choose more.',
    overlaps:
      'Some of it stands on stock take {{number}}, which is not closed yet. Finish or cancel that one first, or choose something else.',
    closed: 'Stock take {{number}} has gone on meanwhile: this can no longer be done to it. Reload it to see how it stands.',
    frozen:
      'Stock take {{number}} is counting this, and it was begun with stock frozen: nothing of it moves until that count is closed. Take it from another place or lot, or close the count.',
    blind: 'Stock take {{number}} is counted blind: what the book says is shown when counting is over.',
    same_counter: 'You counted lot {{lotNumber}} in the other round. Somebody else makes this count.',
    on_sheet: 'Lot {{lotNumber}} stands on the sheet already. Type its quantity there.',
    uncounted: 'Not counted yet: {{lines}}. Count them, or leave them as the book has them.',
    differ: 'The two counters differ: {{lines}}. Count these a third time.',
    own_count: 'You counted here. Somebody else approves what you counted.',
    unexplained: 'No reason is given yet for differences: {{lines}}.',
    count_again: 'Lot {{lotNumber}} moved in a way that the count can’t have seen. Send it back and count it again.',
  },
  controlled: {
    witness_needed: 'This is a controlled medicine: a second person signs what is done. Nothing was changed.',
    own_witness: 'You can’t witness your own act. Another person gives their name and password.',
    unexplained: '{{name}}: what was counted differs from the book. Say why.',
    own_review: 'You did this yourself. Somebody else reviews it.',
    reviewed: 'Somebody has reviewed this already.',
  },
  supplier: {
    name_taken: 'There is a supplier named “{{name}}” already. Open that one, or choose another name.',
    not_active: '“{{name}}” is no longer ordered from. Choose another supplier, or make this one active again.',
    no_email: '“{{name}}” has no e-mail address. Add one to the supplier, or send the order as PDF.',
  },
  prices: {
    no_columns: 'Say which column holds the item (or the supplier’s code) and which the price.',
    empty: 'There are no rows in this file. Choose the price list as CSV, with a line of column names above the rows.',
  },
  order: {
    wrong_status: 'The order has gone on meanwhile ({{status}}): this can no longer be done to it. Look at it again.',
    own: 'You wrote this order yourself. Somebody else who may approve orders approves it.',
    item_twice: '{{name}} stands on it twice. Put both into one line.',
  },
  requisition: {
    wrong_status: 'The request has gone on meanwhile ({{status}}): this can no longer be done to it. Look at it again.',
    other_side: 'The other side does this. Here you see it when it is done.',
    same_place: 'A place does not ask itself. Choose another one to ask.',
    not_linked: 'This facility is not linked to a hub, so other facilities can’t be asked. Link it under Alerts.',
    too_many_lines: 'At most {{most}} items can be asked of another facility at once. Make a second request for the rest.',
    not_mapped: 'Nobody has said yet which of our items “{{name}}” is. Choose it beside the line.',
    nothing_to_pick: 'There is nothing usable of it on the shelf. It stays owed until stock comes.',
    too_much: 'More is entered than was sent, or a lot that was not sent. Receive what is beyond it as a free delivery.',
  },
  stock: {
    insufficient:
      'Not enough usable stock: {{wanted}} wanted, {{available}} available. Hand over less, receive stock, or see who is nearby.',
    lot_expired: 'This lot has expired and must not be handed out. Choose another lot and take this one off the shelf.',
    lot_on_hold: 'This lot is on hold. Choose another lot.',
    already_reversed: 'This movement was already reversed. Reload the item to see it.',
    too_much: 'This is more than can lie in one place. Check the number: it is counted in single units, not in packs.',
    was_not_there:
      'On that day there were not so many: {{available}} could have been taken without the stock running out later. Check the day and the number.',
    before_receipt: 'This lot came only on {{day}}. Choose that day or a later one.',
    too_long_ago: 'That is more than a year back, when the reports were long closed. The earliest day is {{day}}.',
    same_place: 'It lies there already. Choose another place.',
    not_on_hold: 'This lot is not on hold any more. Reload the item to see it.',
    reason_needed: 'Lot {{lotNumber}} expires first. Take that one, or write why another one is handed out.',
    place_closed: 'This place is no longer used. Choose another one.',
    returned_too_much: 'No more than {{handedOut}} of this lot were handed out and not brought back yet. Check the lot number.',
  },
  location: {
    name_taken: 'There is already a place with this name. Choose another name.',
    not_empty: 'Something still lies there: {{items}} items. Move it to another place first.',
    last: 'This is the only place where goods come in and medicines are handed out. Add another one first.',
  },
  receiving: {
    not_draft: 'This receipt is no longer a draft, so nothing is written in it any more. Open it in the list to see what became of it.',
    not_posted: 'This receipt is not in the ledger, so there is nothing to take back.',
    not_ready: 'Something is still missing on this receipt. Look at the red lines and fill it in.',
    to_confirm: 'Something has to be confirmed before these goods are taken in. Look at the amber lines.',
    reason_needed: 'This delivery resembles one that was taken in before. Write why it is another one, or discard this draft.',
    gtin_taken: 'This code belongs to another item by now. Scan the pack again.',
  },
  prescription: {
    not_active: 'This prescription is no longer active, so nothing can be handed over on it. Ask the prescriber for a new one.',
    quantity_exceeded: 'This is more than is still owed on the prescription. Hand over {{owed}} at most.',
    second_needed: 'A finding is among the worst: a second person agrees, or you say why nobody is there. Then prescribe again.',
    reason_needed: 'A safety finding says stop. Write the reason for prescribing anyway, or choose another medicine.',
    no_item: 'This prescription does not name an item of your stock. Choose the item first.',
    not_printable: 'A prescription that is not signed, or was ended, is not printed.',
    seal_refused: 'This code is not to be relied on: nothing can be dispensed on it.',
    seal_expired: 'This prescription was valid until {{validUntil}}. Ask for a new one.',
    seal_own: 'This prescription is ours. Open {{number}} at the dispensing desk.',
    used_here: 'It was used here already: {{left}} are left on it.',
    used_elsewhere: 'It was used elsewhere already ({{facility}}): {{left}} are left on it.',
    unit_differs: 'The prescription counts in “{{theirs}}”, this item in “{{ours}}”. Choose an item that is counted alike.',
    given_already: 'Something was handed over on it already. Stop it instead.',
    why_needed: 'Write why, in a few words.',
    not_yours: 'Another prescriber wrote this, and only they can sign or change it. Write your own.',
    controlled_too_long: 'A controlled medicine is prescribed for {{most}} days at most here. Shorten the directions.',
    controlled_refills: 'A controlled medicine may be refilled {{most}} times at most here. Lower the number of refills.',
  },
  safety: {
    own_second: 'The second person is somebody else. Let them type their own name and password.',
    second_not_clinical: 'This account has nothing to do with prescriptions. Ask a doctor, a nurse or a pharmacist.',
    stop_not_quiet: 'A stop is always shown.',
    own_review: 'This is your own order. Somebody else reviews it.',
    reviewed: 'Somebody has reviewed this already. Reload the list.',
  },
  medications: {
    not_gone_through: 'The list of medicines changed while it lay open, or {{open}} have no answer yet. Look at it again and answer each.',
    reason_needed: 'Say in a few words how it is taken, or why not.',
  },
  order_set: { name_taken: 'There is one of this name already. Choose another name.' },
  refill: {
    not_possible:
      'This prescription is not handed over completely, or was ended, so it cannot be refilled. Ask the prescriber for a new one.',
    asked_already: 'A refill of it is waiting already. Look in the list of refills or at the counter.',
    decided: 'Somebody has decided this refill meanwhile. Look at the list again.',
  },
  duplicates: {
    already_joined: 'These records are already read as one person. Open the person to see both numbers.',
    not_merged: 'This merge was undone already. Nothing was changed.',
    running: 'The file is being looked through already. Wait for it, or stop it first.',
    cancelled: 'The look through the file was stopped. What was found before is still listed.',
  },
  dedupe: {
    no_columns: 'None of the columns tells who somebody is. Name them in the first line, for example given_name, surname, date_of_birth.',
    empty: 'There are no rows below the header line of this file.',
  },
  file: {
    exists: 'There is already a file with this name. Choose another name; nothing was written over.',
    missing: 'The file is not there. Check its name and place, and choose it again.',
    not_readable: 'This file could not be opened. Check that you may read it and that its disk is connected, then choose it again.',
    not_an_image: 'This file is not a picture that can be read. Use a JPEG, PNG or WebP picture.',
    damaged: 'This picture is damaged and could not be read. Take or scan it again.',
    too_large: 'This file is too large. Use a smaller picture.',
  },
  dispensing: {
    claimed: 'Somebody else is preparing this prescription. The queue shows who; take it over there, or leave it to them.',
    other_person: 'What goes over the counter in one go must be for one person.',
    stop_unanswered: 'The safety check says stop, and nobody has answered that yet: ask, and type the reason.',
    other_ingredient: 'It has another ingredient: only the prescriber may decide that, with a new prescription.',
    other_form: 'It is taken in another way: only the prescriber may decide that, with a new prescription.',
    strength_unknown:
      'The strength of one of the two items is not known, or their ingredients stand in another proportion: they can’t be converted.',
    not_exact: 'The quantity or the dose is no whole number of the other item ({{units}} for {{per}}): nothing is rounded.',
    directions_needed: 'The strength differs: write how many of these are taken.',
    prescription_only: 'This item needs a prescription.',
    person_needed: 'This item goes only to somebody who is known here: choose the person.',
    nothing_left: 'At most {{left}} of it can still be taken back.',
    not_owing: 'Nothing of this prescription is written down as owed.',
    reverse_at_desk: 'This belongs to a dispense: reverse it at the dispensing desk, so that the prescription knows of it.',
  },
  knowledge: {
    not_a_pack: 'This file is no MedVault knowledge pack. Choose the file whose name ends in .mvpack.',
    newer_format: 'This pack was made for a newer MedVault. Nothing was changed. Install the newer version first, then load it again.',
    too_large: 'This pack is larger than what can be loaded ({{megabytes}} MB). Nothing was changed. Ask who made it for a smaller one.',
    truncated: 'This file is cut off: its end is missing. Nothing was changed. Copy it to the stick again and load it again.',
    damaged: 'This pack is damaged: what it holds is not what was signed. Nothing was changed. Copy it anew from where it came.',
    bad_signature:
      'The signature of this pack is wrong: it was changed after {{publisher}} signed it. Nothing was changed. Do not use it; get it anew from where it came.',
    unknown_publisher:
      'This pack says that it is the publisher’s ({{publisher}}), but it is not signed with a key that this program knows. Nothing was changed. Do not use it, or install the newest MedVault.',
    unknown_table:
      'This pack holds a table that this program does not use: {{table}}. Nothing was changed. Ask who made it, or install the newest MedVault.',
    wrong_columns:
      'The table {{table}} of this pack does not have the columns that it should have ({{columns}}). Nothing was changed. Ask who made it.',
    bad_row:
      'Row {{row}} of the table {{table}} cannot be used ({{problem}}: {{value}}). Nothing of the pack was loaded. Ask who made it to correct the row.',
    older:
      'This is edition {{offered}} of the pack; edition {{newest}} was here already. Nothing was changed. To go back, use “Back to the edition before”.',
    already_loaded: 'This edition ({{sequence}}) of the pack is loaded already. There is nothing to do.',
    other_signer:
      'A pack with this name is here from {{publisher}}, signed with another key. Nothing was changed. Remove that one first if this one is right.',
    no_previous: 'No earlier edition of {{title}} was kept. Load one from a file.',
    not_publishers:
      'This pack was signed by {{publisher}}, not by the publisher. A hub hands out the publisher’s packs only: carry it by USB stick.',
    shelf_full: 'The hub hands out {{most}} packs at most. Take one down first.',
  },
  spreadsheet: {
    not_xlsx:
      'This is not a spreadsheet that can be read: it may be an older Excel file (.xls) or one with a password. Save it as .xlsx or CSV without a password, and choose it again.',
    damaged: 'This spreadsheet is damaged or cut. Open it in your spreadsheet program, save it anew, and choose it again.',
    too_large:
      'This spreadsheet is larger than what can be read at once ({{rows}} rows, {{megabytes}} MB). Split it, or take out the sheets and columns that are not needed.',
  },
  blob: {
    incomplete: 'The file did not arrive completely. Send it again; it goes on where it stopped.',
    hash_mismatch: 'The file changed on its way. Choose it again.',
  },
  ocr: {
    cancelled: 'Reading the picture was stopped. Choose it again to read it.',
    timed_out: 'Reading this picture took too long. Take it again with more light, or cut it to the part with the words.',
    failed: 'The picture could not be read on this computer. Take it again, or type the words.',
  },
  seed: {
    not_a_seed: 'This file is not an exchange with a hub: its name ends in .mvseed. Choose another one; nothing was changed.',
    newer_format: 'A newer MedVault wrote this file. Update the older side; nothing was changed.',
    truncated: 'The end of this file is missing: the stick was pulled out too early. Copy it again; nothing was changed.',
    damaged: 'This file is damaged or was changed on its way. Copy it again from where it came; nothing was changed.',
    wrong_way: 'This file goes the other way. Here the answer is loaded that the hub wrote; nothing was changed.',
    other_facility: 'This answer is for another facility. Nothing was changed. Look for the one of this facility.',
    other_hub: 'This file is of another hub than ours. Nothing was changed. Ask the hub’s operator.',
    wrong_epoch: 'This file is from before this facility was restored from a backup. Write a new one for the hub; nothing was changed.',
    unknown_file: 'This answers a file that was not written here. Write a new one for the hub and load its answer; nothing was changed.',
    gap: 'Something is missing between what is here and this answer. Write a new file for the hub and load its answer.',
    outdated: 'The hub was heard on the line meanwhile and the numbers began anew. Write the file again.',
    busy: 'A file is being written or loaded just now. Wait until that is done.',
    cancelled: 'Stopped. What was taken stays taken; do it again at any time.',
  },
  hub: {
    needs_tls: 'This address is not protected. Use an address that begins with wss:// for a hub that is not on this computer.',
    not_private: 'Somebody could be reading along on the way to this address: nobody vouches for its certificate. Ask the hub’s operator.',
    key_announced: 'The hub’s next key is announced already. Let facilities connect, then change to it.',
    key_not_announced: 'No next key is announced. Announce one first, and let facilities connect before you change to it.',
    listen_needs_tls: 'The hub may be reached from other computers only with a certificate, or behind a proxy that has one.',
    tls_unreadable: '{{file}} cannot be read as a certificate or key. Check the file and who may read it.',
    tls_mismatch: 'The key {{key}} does not belong to the certificate {{certificate}}. Give the two that were made together.',
    tls_expired: 'The certificate {{file}} ended on {{until}}. Put a new one in its place.',
    tls_not_yet: 'The certificate {{file}} begins on {{from}} only. Check this computer’s clock.',
    operator_exists: 'There is an operator of this name already. Choose another name.',
    operator_weak_password: 'An operator’s password has at least 12 characters. Choose a longer one.',
    proxy_unreachable:
      'The proxy of this network does not answer. Check its address under Settings, Hub, or ask whoever runs the network. Your work goes on.',
    proxy_untrusted:
      'Nobody that this computer trusts vouches for the certificate of this network’s proxy under this name, so it was told nothing. Ask whoever runs the network to install its authority on this computer, or for an address of the proxy that begins with http://.',
    proxy_auth: 'The proxy of this network asks for a user name and password. Enter them under Settings, Hub.',
    proxy_refused: 'The proxy of this network does not let this computer reach the hub. Ask whoever runs the network to allow its address.',
    unreachable: 'The hub does not answer. Your work goes on; sharing resumes by itself when the network is back.',
    nonsense: 'What answers at this address is not a MedVault hub, or it is broken. Check the address.',
    code_invalid: 'This enrolment code is not right. Type it again as it stands on the sheet.',
    code_used: 'This enrolment code was already used. Ask the hub’s operator for a new one.',
    wrong_identity:
      'What answers shows another key than this facility knows, or than the code was made for, and no announcement leads to it. Nothing is shared with it. Telephone the hub’s operator: if they ended the former key, they give you a new one-time code; if they know of nothing, somebody stands in between.',
    unknown_facility: 'The hub does not know this facility. Ask the hub’s operator for a new enrolment code.',
    revoked: 'The hub has withdrawn this facility’s access. Ask the hub’s operator.',
    facility_code_taken: 'Another facility uses the same code at this hub. Ask the hub’s operator.',
    fork: 'Two copies of this facility’s data are in use. Stop one of them and call your administrator before you share again.',
    version_too_old: 'This program is too old for the hub. Your work goes on; install the newer version to share again.',
    not_enrolled: 'This facility is not connected to a hub yet. Enter an enrolment code under Settings.',
    bad_signature: 'The hub could not confirm who is calling. Enrol again with a new code.',
    not_owner: 'The hub refused a row that belongs to another facility. Call your administrator.',
    rate_limited: 'The hub asked to slow down. It is tried again by itself in a few minutes.',
    over_credit: 'The hub asked to slow down. It is tried again by itself in a moment.',
  },
} as const;
