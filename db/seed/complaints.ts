/** Why people come, with what is measured and found. ICD-10 WHO 2019, titles as in resources/codes/icd10.tsv (a test compares). */
export type Complaint = {
  reason: { en: string; fr: string };
  code: string;
  display: string;
  /** under 12 years, from 12 on, or anybody */
  who: 'child' | 'adult' | 'any';
  isLasting?: true;
  order?: { inn: string; form: string; quantity: number; directions: { en: string; fr: string }; refills?: number };
};

export const icd10 = { system: 'http://hl7.org/fhir/sid/icd-10', edition: '2019' } as const;

const order = (inn: string, form: string, quantity: number, en: string, fr: string, refills = 0) => ({
  inn,
  form,
  quantity,
  directions: { en, fr },
  refills,
});

export const complaints: readonly Complaint[] = [
  {
    reason: { en: 'Fever since yesterday', fr: 'Fièvre depuis hier' },
    code: 'B54',
    display: 'Unspecified malaria',
    who: 'any',
    order: order(
      'artemether',
      'tablet',
      24,
      '4 tablets twice a day for 3 days, with food',
      '4 comprimés deux fois par jour pendant 3 jours, au repas',
    ),
  },
  {
    reason: { en: 'Cough and cold', fr: 'Toux et rhume' },
    code: 'J06.9',
    display: 'Acute upper respiratory infection, unspecified',
    who: 'any',
    order: order('paracetamol', 'tablet', 20, '1 tablet three times a day if needed', '1 comprimé trois fois par jour si besoin'),
  },
  {
    reason: { en: 'Diarrhoea', fr: 'Diarrhée' },
    code: 'A09.9',
    display: 'Gastroenteritis and colitis of unspecified origin',
    who: 'child',
    order: order('zinc', 'tablet', 10, '1 tablet a day for 10 days', '1 comprimé par jour pendant 10 jours'),
  },
  {
    reason: { en: 'Blood pressure check', fr: 'Contrôle de la tension' },
    code: 'I10',
    display: 'Essential (primary) hypertension',
    who: 'adult',
    isLasting: true,
    order: order('amlodipine', 'tablet', 30, '1 tablet every morning', '1 comprimé chaque matin', 2),
  },
  {
    reason: { en: 'Diabetes follow-up', fr: 'Suivi du diabète' },
    code: 'E11.9',
    display: 'Type 2 diabetes mellitus without complications',
    who: 'adult',
    isLasting: true,
    order: order('metformin', 'tablet', 60, '1 tablet twice a day with meals', '1 comprimé deux fois par jour aux repas', 2),
  },
  {
    reason: { en: 'Burning when passing urine', fr: 'Brûlures en urinant' },
    code: 'N39.0',
    display: 'Urinary tract infection, site not specified',
    who: 'adult',
    order: order('ciprofloxacin', 'tablet', 6, '1 tablet twice a day for 3 days', '1 comprimé deux fois par jour pendant 3 jours'),
  },
  {
    reason: { en: 'Back pain', fr: 'Mal de dos' },
    code: 'M54.5',
    display: 'Low back pain',
    who: 'adult',
    order: order('ibuprofen', 'tablet', 15, '1 tablet three times a day after meals', '1 comprimé trois fois par jour après les repas'),
  },
  {
    reason: { en: 'Wheeze at night', fr: 'Sifflements la nuit' },
    code: 'J45.9',
    display: 'Asthma, unspecified',
    who: 'any',
    isLasting: true,
  },
  {
    reason: { en: 'Stomach pain', fr: "Douleurs d'estomac" },
    code: 'K29.7',
    display: 'Gastritis, unspecified',
    who: 'adult',
    order: order('omeprazole', 'capsule', 14, '1 capsule before breakfast', '1 gélule avant le petit déjeuner'),
  },
  {
    reason: { en: 'Tired and pale', fr: 'Fatigue et pâleur' },
    code: 'D64.9',
    display: 'Anaemia, unspecified',
    who: 'any',
    order: order('ferrous', 'tablet', 30, '1 tablet a day', '1 comprimé par jour'),
  },
  {
    reason: { en: 'Cut on the hand', fr: 'Coupure à la main' },
    code: 'S61.9',
    display: 'Open wound of wrist and hand, part unspecified',
    who: 'any',
  },
  { reason: { en: 'Headache', fr: 'Mal de tête' }, code: 'R51', display: 'Headache', who: 'adult' },
];

export const allergies: readonly { substance: string; reaction: { en: string; fr: string }; criticality: 'low' | 'high' }[] = [
  { substance: 'Penicillin', reaction: { en: 'Rash', fr: 'Éruption' }, criticality: 'low' },
  { substance: 'Sulfamethoxazole', reaction: { en: 'Blisters', fr: 'Cloques' }, criticality: 'high' },
  { substance: 'Amoxicillin', reaction: { en: 'Swollen face', fr: 'Visage gonflé' }, criticality: 'high' },
  { substance: 'Groundnut', reaction: { en: 'Vomiting', fr: 'Vomissements' }, criticality: 'low' },
  { substance: 'Aspirin', reaction: { en: 'Wheeze', fr: 'Sifflements' }, criticality: 'high' },
];
