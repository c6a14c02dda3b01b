/**
 * What the texts of prescriptions are often made of: deflate writes these in two or three bytes instead of letter by letter.
 * Frozen with version 1 of the code: another list is another version. What is used most stands last.
 */
export const codeWords = Buffer.from(
  [
    'international units microgram into a vein Inject into a muscle under the skin Insert into the rectum into the vagina Apply to the skin ',
    'Put into the eye into the ear into the nose under the tongue Inhale puff puffs patch vial flacon ampoule sachet suppository pessary ovule ',
    'dans une veine Injecter dans un muscle sous la peau Appliquer sur la peau Mettre dans l’œil dans l’oreille dans le nez goutte gouttes ',
    'suppositoire suspension injection cream ointment inhaler syrup sirop solution pommade eye drops rectal 125 mg/5 ml 250 mg/5 ml 100 mg 200 mg 400 mg ',
    'dispersible tablet chewable coated prolonged-release ceftriaxone Ciprofloxacin Metronidazole Artemether/lumefantrine 20/120 mg Cotrimoxazole ',
    'Metformin Amlodipine Ibuprofen Omeprazole Salbutamol Oral rehydration salts Zinc sulfate Hydrochlorothiazide Paracetamol Amoxicillin ',
    'au coucher, si besoin, au plus en un jour avant le repas après le repas le matin et le soir, à midi toutes les heures par jour gélule gélules ',
    'comprimé comprimés par la bouche fois par jour, pendant jours.\u001E',
    'at bedtime, at midday, when needed for pain at most in one day in the morning and in the evening, before food, after food, every 6 hours every 8 hours ',
    '1000 mg 250 mg 500 mg capsule\u001Fcapsule\u001FTake 1 capsule by mouth 3 times a day, for 7 days.\u001E',
    'tablet\u001Ftablet\u001FTake 2 tablets by mouth once a day, twice a day, for 5 days.\u001E',
  ].join(''),
);
