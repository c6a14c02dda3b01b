/** Lower case, no accents, single spaces, only letters and digits: how names are compared. */
export function plainName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[αβ]/g, (letter) => (letter === 'α' ? 'alpha' : 'beta'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

/**
 * Spellings of one name in INN, BAN, USAN and French fall together: amoxycillin, amoxicilline, amoxicilin; cephalexin, cefalexin, céfalexine.
 * Compared only after the plain name found nothing, and never where two different ingredients share a key.
 */
export function soundKey(plain: string): string {
  return plain
    .split(' ')
    .map((word) =>
      word
        .replace(/ph/g, 'f')
        .replace(/th/g, 't')
        .replace(/rh/g, 'r')
        .replace(/ch/g, 'c')
        .replace(/ck/g, 'c')
        .replace(/k/g, 'c')
        .replace(/qu/g, 'c')
        .replace(/[ao]e/g, 'e')
        .replace(/y/g, 'i')
        .replace(/(.)\1+/g, '$1')
        .replace(/(?<=...)(?:um|e|a)$/, ''),
    )
    .join(' ');
}

/** `mononitrate` is not one: isosorbide mononitrate and dinitrate are two medicines. */
const saltWords = new Set(
  `de d du of chlorure nitrite gluconate carbonate bicarbonate salicylate trisilicate hydrochloride hcl dihydrochloride chlorhydrate hydrobromide bromhydrate bromide bromure chloride sodium sodique disodium potassium potassique calcium calcique magnesium
  sulfate sulphate bisulfate maleate mesylate mesilate tosylate tosilate besylate besilate esylate tartrate bitartrate citrate phosphate diphosphate acetate
  succinate fumarate nitrate trihydrate monohydrate dihydrate hemihydrate anhydrous hydrate axetil proxetil pivoxil medoxomil cilexetil stearate ethylsuccinate estolate
  hyclate pamoate embonate decanoate enanthate enantate undecanoate cypionate valerate dipropionate propionate furoate lactate lactobionate xinafoate etexilate
  edisylate trometamol tromethamine meglumine olamine hippurate gluceptate arginine erbumine benzoate palmitate hexanoate salt sel base acid
  disoproxil kamedoxomil orotate oxalate saccharate camsylate napsylate isethionate caproate acetonide`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** The name without salt and ester words; the name itself where nothing else would be left. */
export function withoutSalt(plain: string): string {
  const kept = plain.split(' ').filter((word) => !saltWords.has(word));
  return kept.length === 0 ? plain : kept.join(' ');
}

/** Whether nothing but salt words stands here: "sodium", "calcium chloride". */
export function isSaltOnly(plain: string): boolean {
  return plain.split(' ').every((word) => saltWords.has(word));
}
