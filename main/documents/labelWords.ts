/** How prescriptions and labels in English and French are worded. All patterns carry the flag `d`: where something stands matters as much as what. */

const number = String.raw`\d+(?:[.,]\d+)?`;
const strengthUnit = String.raw`(?:mg|mcg|µg|μg|ug|micrograms?|milligrams?|g|gm|iu|ui|i\.u\.|units?|unit[ée]s|mu|%|mmol|meq)`;
const perUnit = String.raw`(?:${number}\s?)?(?:mls?|mg|g|dose|puff|actuation|hour|hr|h|tablet|tab|cp)`;

/** Measures that only medicines have, so that a name on no list may still be one. */
export const medicineMeasure = /\d\s?(?:mg|mcg|µg|μg|iu|ui)(?![\p{L}])/iu;

/** "500 mg", "250mg/5ml", "500/125 mg", "2.60%"; never a laboratory's "mg/dL". */
export const strength = new RegExp(
  String.raw`(?<![\d.,/])${number}(?:\s?[/+-]\s?${number})*\s?${strengthUnit}(?![a-zé])(?!\s?/\s?d?l\b)(?:\s?(?:/|per|par)\s?${perUnit}(?![a-zé]))?`,
  'dgi',
);

const formWord = String.raw`(?:tabs?|tablets?|tabl|comprim[ée]s?|cps?|cpr|caplets?|caps?|capsules?|g[ée]lules?|susp(?:ension)?|syr(?:up)?|sirop|elixir|sol(?:ution|n)?|solut[ée]|inj(?:ection|ectable)?|amp(?:oule)?s?|vials?|flacons?|infusion|perfusion|cream|cr[èe]me|oint(?:ment)?|pommade|gel|lotion|drops?|gtts?|gouttes?|collyre|inhaler|puffer|a[ée]rosol|spray|supp(?:ository|ositories|ositoires?)?s?|pessary|pessaries|ovules?|patch(?:es)?|sachets?|powder|poudre|shampoo|nebules?)`;
export const form = new RegExp(String.raw`(?<![\p{L}\d])${formWord}(?![\p{L}\d])`, 'dgiu');

const container = String.raw`(?:bottles?|bouteilles?|bo[iî]tes?|box(?:es)?|tubes?|packs?|blisters?|plaquettes?|strips?|inhalers?|pens?|stylos?)`;
const counted = String.raw`(?:${formWord}|${container})`;
const countLabel = String.raw`(?:qty|quantity|qt[ée]|quantit[ée]|disp(?:ense)?|supply|nbre|nombre)`;
/** In order of how plainly they speak. */
export const quantity: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\p{L}\d])${countLabel}\s*[:.#=-]*\s*(?<count>\d{1,4}(?:\s?(?:mls?|g)(?![\p{L}]))?(?:\s${counted}(?![\p{L}\d]))?)(?![\p{L}\d/.,]\S)`,
    'diu',
  ),
  new RegExp(String.raw`(?:#|(?<![\p{L}\d])(?:no\.?|n°|nos\.?))\s?(?<count>\d{1,4})(?![\d/])`, 'diu'),
  new RegExp(String.raw`(?<![\p{L}\d])bo[iî]te\s?(?:/|de)\s?(?<count>\d{1,4}(?:\s${counted}(?![\p{L}\d]))?)(?![\d/])`, 'diu'),
  new RegExp(String.raw`(?<![\p{L}\d.,/-])(?<count>\d{1,4}\s?${counted})(?![\p{L}\d])`, 'diu'),
  new RegExp(String.raw`(?<![\p{L}\d])[x×]\s?(?<count>\d{1,4})(?![\d/]|\s?(?:days?|jours?|j|weeks?|semaines?|/))`, 'diu'),
  new RegExp(String.raw`\(\s?(?<count>\d{1,4})\s?\)`, 'diu'),
  new RegExp(String.raw`(?<![\d.,])(?<count>\d{1,4}\s?mls?)(?![\p{L}])`, 'diu'),
];

const amountWord = String.raw`(?:\d+(?:[.,/]\d+)?|½|¼|one|two|three|half|un|une|deux|trois|demi)`;
const amounts = String.raw`${amountWord}(?:\s?(?:to|-|à|or|ou)\s?${amountWord})?`;
const dose = String.raw`${amounts}\s?(?:${formWord}|mls?|puffs?|bouff[ée]es?|cuill[èe]res?|teaspoons?|tsp|spoons?|doses?)`;
const shorthand = String.raw`(?:o\.?d|b\.?i?\.?d|t\.?d\.?s|t\.?i\.?d|q\.?d\.?s|q\.?i\.?d|q\d+h|nocte|mane|stat|prn|sos|hs)(?![\p{L}\d])`;
const often = String.raw`(?:once|twice|thrice|one time|\w+ times|\d\s?x|x\s?\d|\d+ fois|une fois|deux fois|trois fois|every|each|chaque|toutes|daily|per day|a day|par jour|/\s?(?:j|jour|day)|(?:at|in|before|after|with|au|le|la|avant|apr[èe]s)\s|${shorthand})`;
const verb = String.raw`(?:take|prendre|prenez|give|donner|donnez|apply|appliquer|use|utiliser|insert|inhale|instil|instill|swallow|chew|dissolve|put|place|sniff|inject|injecter|mettre)(?![\p{L}])`;
/** Where the instructions to the patient begin. */
export const directionsStart = new RegExp(
  String.raw`(?<![\p{L}\d])(?:(?<label>(?:sig(?:na)?|directions?|dosage|posologie|instructions?)\s?[:.]\s?)|${verb}|${dose}(?:\s\p{L}+){0,3}?[\s,]+${often}|${amounts}\s(?:${often})|\d\s?[-–]\s?\d\s?[-–]\s?\d(?![\d/-])|(?:once|twice|three times|four times)\s(?:a|per|daily|every)|\d+ (?:times|fois)(?![\p{L}])|${shorthand}|every \d|toutes les|(?:one|two|un|une|deux)\s${formWord}(?![\p{L}]))`,
  'diu',
);
/** A line that goes on with instructions begun above it: in small letters, or with one of these words. */
export const startsSmall = /^\(?\p{Ll}/u;
export const directionsGoOn =
  /^\(?(?:for|pendant|durant|until|jusqu|with|avec|avant|apr[èe]s|before|after|in|on|at|do not|ne pas|if|si|and|et|then|puis|finish|complete|when|qsp|x|\d+\s?(?:days?|jours?|weeks?|semaines?|months?|mois))(?![\p{L}])/iu;
/** A count to be handed over, written behind the instructions: it ends them. */
export const countBehind = new RegExp(
  String.raw`\s(?:${countLabel}\s*[:.#=-]*\s*\d|#\s?\d|(?:no\.?|n°)\s?\d{1,4}\s*$|\(\s?\d{1,4}\s?\)\s*$|[x×]\s?\d{2,4}\s*$|bo[iî]te|(?<=\d\s?mls?\s.*)\d{2,4}\s?mls?\s*$)`,
  'diu',
);

/** The place in a list that a new medicine takes. */
export const listNumber = /^[\s*•>_-]*\(?\d{1,2}[.):](?=\s|\p{L})/u;

/** Lines that speak of people, places, the past or the pack, never of a medicine to be given. */
export const otherLine =
  /^[\W_]*(?:patient|name|nom|pr[ée]nom|age|[âa]ge|sex|sexe|dob|d\.o\.b|date|born|n[ée]\(?e?\)? le|address|adresse|tel|t[ée]l|phone|fax|e?mail|doctor|mrs?|ms|mme|dr|prescri\p{L}*|m[ée]decin|signature|signed|stamp|reg|licen[cs]e|clini\p{L}+|hospital|h[ôo]pital|pharmac\p{L}+|laborat\p{L}+|diagnos\p{L}*|allerg\p{L}*|weight|poids|height|taille|bp|temp|lot|batch|exp\p{L}*|per|fab|mfg|mfd|ppa|prix|price|total|tarif|invoice|receipt|gst|cash|change|refills?|renew\p{L}*|keep out|store|conserver|tenir|warning|caution|attention|next visit|review|id|ref|no|n°|rx no|mrn|room|ward)(?![\p{L}])/iu;

/** Line heads of a list: "1.", "2)", "-", "Rx", "R/". */
export const listMark = /^(?:[\s*•·|>_-]|\(?\d{1,2}[.):](?=\s|\p{L})|r\s?[x/](?![\p{L}])\.?:?|rp\.?(?![\p{L}]):?|℞)+\s*/iu;
