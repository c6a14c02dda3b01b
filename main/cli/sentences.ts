import type { AppError, ErrorCode } from '../../preload/contract/errors.ts';

/** What happened and what to do, for somebody at a command line; the screens have the same in their own languages. */
const sentences: Partial<Record<ErrorCode, string>> = {
  'storage.in_use': 'This data folder is in use by another MedVault on this computer. Close that one, or choose another folder.',
  'storage.wrong_key': 'The key does not open this database. Put the right medvault.key into the data folder, or restore a backup.',
  'storage.key_missing':
    'The key is missing. Put keys.json, audit.key and medvault.key back beside the database, give what opens it (--key-file, --passphrase), or use the printed recovery key (--recovery-key, or the first page in the window); without a key nobody can read it.',
  'storage.damaged':
    'The database file is damaged. Nothing was changed. Keep the folder as it is and restore the newest backup into another folder.',
  'storage.newer_version': 'A newer MedVault wrote this database. Nothing was changed. Install that version or a later one.',
  'storage.full': 'The disk is full. Nothing that was saved before is lost. Free some space and try again.',
  'storage.not_writable': 'The data folder cannot be written. Check that the disk is there and that this user may write to the folder.',
  'recovery.mistyped':
    'This is not a recovery key: it has seven groups of four signs. Compare each group with the sheet and type it again.',
  'recovery.wrong': 'This recovery key belongs to other data, or was replaced by a newer one. Look for the sheet with the right date.',
  'key.weak_passphrase':
    'This passphrase is too easy to guess. Use at least 14 characters: four or five words that do not belong together.',
  'key.last': 'Nothing else that opens this folder was given. Add another key first, or give it with --passphrase or --key-file.',
  'key.not_prepared': 'The new key was not prepared by you, or the program was started again meanwhile. Begin again; nothing was changed.',
  'key.not_changed':
    'The data could not be encrypted again. Nothing was changed, and the former key goes on working. Run `medvault verify`.',
  'backup.not_found':
    'There is no whole backup in this folder. Choose the folder whose name begins with medvault- and that holds manifest.json.',
  'backup.damaged': 'This backup is damaged and was not used; nothing was changed. Take an older one.',
  'backup.other_facility': 'This backup is of another facility. Nothing was changed. Restore it into a folder of its own.',
  'port.in_use': 'This port is used by another program. Choose another one with --port, or leave it out.',
  'facility.not_set_up': 'There is no facility in this folder yet. Open it once with `medvault serve` or the application to set it up.',
  'receiving.not_draft': 'This receipt is no longer a draft. Nothing was changed.',
  'receiving.not_posted': 'This receipt is not in the ledger, so there is nothing to take back.',
  'receiving.not_ready': 'Something is still missing on this receipt. Nothing was taken in.',
  'receiving.to_confirm': 'Something has to be confirmed before these goods are taken in. Nothing was taken in.',
  'receiving.reason_needed': 'This delivery resembles one that was taken in before. Say why it is another one.',
  'receiving.gtin_taken': 'This code belongs to another item by now. Scan the pack again.',
  'file.exists': 'There is already a file with this name. Choose another name; nothing was written over.',
  'dedupe.no_columns':
    'None of the columns tells who somebody is. Name them in the first line, for example given_name, surname, date_of_birth, phone.',
  'dedupe.empty': 'There are no rows below the header line of this file.',
  'file.missing': 'There is no such file. Check its name.',
  'file.not_an_image': 'This file is not a picture that can be read. Use PNG, JPEG, WebP or TIFF.',
  'file.damaged': 'This file is damaged and cannot be read. Take the picture again.',
  'file.not_readable': 'This file cannot be opened. Check that this user may read it.',
  'file.too_large': 'This picture is too large. Use at most 50 MB and 60 million pixels.',
  'ocr.timed_out': 'Reading took too long and was stopped. Photograph a smaller part of the page.',
  'ocr.failed': 'The text recognition stopped on this picture. Photograph the page again, or type its text.',
  'knowledge.not_a_pack': 'This file is no MedVault knowledge pack: its name ends in .mvpack.',
  'knowledge.newer_format': 'This pack was made for a newer MedVault. Install that version first.',
  'knowledge.too_large': 'This pack is larger than what can be loaded (16 MB packed, 48 MB unpacked). Leave tables out, or make two packs.',
  'knowledge.truncated': 'This file is cut off: its end is missing. Copy it again from where it came.',
  'knowledge.damaged': 'This pack is damaged: what it holds is not what was signed. Copy it anew from where it came.',
  'knowledge.bad_signature':
    'The signature of this pack is wrong: it was changed after it was signed. Do not use it; get it anew from where it came.',
  'knowledge.unknown_publisher':
    'This pack says that it is the publisher’s, but it is not signed with a key that this program knows. Do not use it.',
  'knowledge.unknown_table': 'There is a table that this program does not use. `medvault pack --help` lists those that it does.',
  'knowledge.wrong_columns': 'A table does not have the columns that it should have: the error names both.',
  'knowledge.bad_row': 'A row cannot be used: the error names table, row and what is wrong with it. Correct it and build again.',
  'knowledge.older': 'An edition with this or a higher number was here already. Give the new one a higher number.',
  'knowledge.already_loaded': 'This edition of the pack is loaded already.',
  'knowledge.other_signer': 'A pack with this name is here with another signature. Remove that one first if this one is right.',
  'knowledge.no_previous': 'No earlier edition was kept. Load one from a file.',
  'seed.not_a_seed': 'This is not an exchange with a hub: its name ends in .mvseed. Nothing was changed.',
  'seed.newer_format': 'A newer MedVault wrote this file. Update the older side; nothing was changed.',
  'seed.truncated': 'The end of this file is missing: the stick was pulled out too early. Copy it again; nothing was changed.',
  'seed.damaged': 'This file is damaged or was changed on its way. Copy it again from where it came; nothing was changed.',
  'seed.wrong_way': 'This file is for the hub. Load the answer that the hub wrote; nothing was changed.',
  'seed.other_facility': 'This answer is for another facility. Nothing was changed.',
  'seed.other_hub': 'This file is of another hub than ours. Nothing was changed. Ask the hub’s operator.',
  'seed.wrong_epoch':
    'This file is from before this facility was restored from a backup. Write a new one for the hub; nothing was changed.',
  'seed.unknown_file': 'This answers a file that was not written here. Write a new one for the hub; nothing was changed.',
  'seed.gap': 'Something is missing between what is here and this answer. Write a new file for the hub and load its answer.',
  'seed.outdated': 'The hub was heard on the line meanwhile and the numbers began anew. Write the file again.',
  'seed.busy': 'A file is being written or loaded just now. Wait until that is done.',
  'seed.cancelled': 'Stopped. What was taken stays taken; do it again at any time.',
  'hub.not_enrolled': 'This facility has not joined a hub. Ask for that first: medvault seed join',
  'hub.fork': 'Two copies of this facility are in use. Use one of them, and restore a backup properly on the other.',
  'hub.wrong_identity':
    'What answers shows another key than the one that is known, and no announcement leads to it. Ask the hub’s operator: if they ended the former key, they have a new one-time code.',
  'hub.code_invalid': 'This is not a code of a hub: compare it sign by sign with the sheet.',
  'hub.proxy_unreachable': 'The proxy of this network does not answer. Check its address in the settings of the hub, or in HTTPS_PROXY.',
  'hub.proxy_untrusted':
    'Nobody that this computer trusts vouches for the certificate of the proxy under this name. Install its authority on this computer or name it in NODE_EXTRA_CA_CERTS, or use an address of the proxy that begins with http://.',
  'hub.proxy_auth': 'The proxy asks for a user name and password. Enter them in the settings of the hub, or in HTTPS_PROXY.',
  'hub.proxy_refused': 'The proxy does not let this computer reach the hub. Ask whoever runs the network to allow its address.',
  'hub.unreachable': 'The hub cannot be reached. Work goes on; what others may see is sent when it is back.',
};

export function sentenceFor(error: AppError): string {
  return sentences[error.code] ?? `Refused: ${error.code} ${JSON.stringify(error.data)}`;
}
