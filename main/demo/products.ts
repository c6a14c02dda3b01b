/** Essential medicines for the demo's shelves: INNs, strength with its UCUM unit, form, dispensing unit, and the pack sizes of three suppliers. */
export type DemoProduct = {
  inns: readonly string[];
  strengths: readonly number[];
  unit: string;
  form: string;
  dispensingUnit: string;
  packs: readonly [number, number, number];
  /** dispensing units a month at a small clinic */
  monthly: number;
  isControlled?: true;
  isColdChain?: true;
  /** was without stock for some weeks, while people asked for it */
  ranOut?: true;
};

const one = (
  inn: string,
  strength: number,
  unit: string,
  form: string,
  dispensingUnit: string,
  packs: DemoProduct['packs'],
  monthly: number,
): DemoProduct => ({
  inns: [inn],
  strengths: [strength],
  unit,
  form,
  dispensingUnit,
  packs,
  monthly,
});

const tablet = (inn: string, mg: number, packs: DemoProduct['packs'], monthly: number) =>
  one(inn, mg, 'mg', 'tablet', 'tablet', packs, monthly);
const capsule = (inn: string, mg: number, packs: DemoProduct['packs'], monthly: number) =>
  one(inn, mg, 'mg', 'capsule', 'capsule', packs, monthly);
const syrup = (inn: string, mgPerMl: number, packs: DemoProduct['packs'], monthly: number) =>
  one(inn, mgPerMl, 'mg/mL', 'oral suspension', 'mL', packs, monthly);
const ampoule = (inn: string, mgPerMl: number, packs: DemoProduct['packs'], monthly: number) =>
  one(inn, mgPerMl, 'mg/mL', 'injection', 'ampoule', packs, monthly);
const vial = (inn: string, mg: number, packs: DemoProduct['packs'], monthly: number) =>
  one(inn, mg, 'mg', 'powder for injection', 'vial', packs, monthly);

export const demoProducts: readonly DemoProduct[] = [
  tablet('paracetamol', 500, [1000, 100, 500], 2400),
  syrup('paracetamol', 24, [100, 60, 100], 3000),
  tablet('ibuprofen', 400, [500, 100, 1000], 600),
  tablet('aspirin', 75, [100, 28, 500], 300),
  tablet('diclofenac', 50, [100, 30, 500], 300),
  capsule('amoxicillin', 500, [500, 100, 1000], 900),
  syrup('amoxicillin', 25, [100, 60, 100], 4000),
  {
    inns: ['amoxicillin', 'clavulanic acid'],
    strengths: [500, 125],
    unit: 'mg',
    form: 'tablet',
    dispensingUnit: 'tablet',
    packs: [14, 21, 100],
    monthly: 280,
  },
  tablet('phenoxymethylpenicillin', 250, [500, 28, 1000], 250),
  vial('benzathine benzylpenicillin', 900, [50, 1, 50], 20),
  vial('ceftriaxone', 1000, [10, 1, 50], 60),
  capsule('cefalexin', 500, [100, 20, 500], 200),
  tablet('ciprofloxacin', 500, [100, 10, 500], 260),
  tablet('azithromycin', 500, [30, 3, 100], 120),
  tablet('erythromycin', 250, [100, 28, 1000], 180),
  { ...capsule('doxycycline', 100, [100, 10, 1000], 300), ranOut: true },
  tablet('metronidazole', 250, [1000, 21, 1000], 700),
  {
    inns: ['sulfamethoxazole', 'trimethoprim'],
    strengths: [400, 80],
    unit: 'mg',
    form: 'tablet',
    dispensingUnit: 'tablet',
    packs: [1000, 20, 1000],
    monthly: 800,
  },
  {
    inns: ['artemether', 'lumefantrine'],
    strengths: [20, 120],
    unit: 'mg',
    form: 'tablet',
    dispensingUnit: 'tablet',
    packs: [720, 24, 720],
    monthly: 1500,
  },
  vial('artesunate', 60, [1, 1, 10], 30),
  tablet('albendazole', 400, [100, 1, 500], 150),
  tablet('praziquantel', 600, [500, 100, 1000], 60),
  one('oral rehydration salts', 20.5, 'g', 'powder', 'sachet', [100, 20, 100], 260),
  { ...tablet('zinc sulfate', 20, [100, 10, 500], 400), ranOut: true },
  {
    inns: ['ferrous sulfate', 'folic acid'],
    strengths: [60, 0.4],
    unit: 'mg',
    form: 'tablet',
    dispensingUnit: 'tablet',
    packs: [1000, 30, 1000],
    monthly: 1800,
  },
  tablet('folic acid', 5, [1000, 28, 1000], 300),
  tablet('metformin', 500, [500, 56, 1000], 1500),
  tablet('glibenclamide', 5, [500, 28, 1000], 500),
  { ...one('human insulin', 100, '[iU]/mL', 'injection', 'vial', [1, 1, 10], 12), isColdChain: true },
  tablet('amlodipine', 5, [100, 28, 500], 900),
  tablet('hydrochlorothiazide', 25, [500, 28, 1000], 700),
  tablet('enalapril', 5, [100, 28, 500], 500),
  tablet('atenolol', 50, [100, 28, 500], 300),
  tablet('furosemide', 40, [500, 28, 1000], 200),
  tablet('simvastatin', 20, [100, 28, 500], 240),
  tablet('warfarin', 5, [100, 28, 500], 90),
  tablet('digoxin', 0.25, [100, 28, 500], 60),
  one('salbutamol', 0.1, 'mg', 'inhaler', 'inhaler', [1, 1, 10], 25),
  tablet('prednisolone', 5, [500, 28, 1000], 260),
  capsule('omeprazole', 20, [100, 28, 500], 420),
  tablet('cetirizine', 10, [100, 10, 500], 300),
  tablet('chlorphenamine', 4, [1000, 28, 1000], 320),
  tablet('carbamazepine', 200, [100, 28, 500], 180),
  { ...tablet('phenobarbital', 100, [500, 28, 1000], 150), isControlled: true },
  { ...ampoule('morphine', 10, [10, 5, 50], 8), isControlled: true },
  one('oxytocin', 10, '[iU]/mL', 'injection', 'ampoule', [10, 5, 100], 40),
  tablet('fluconazole', 150, [10, 1, 100], 50),
  tablet('aciclovir', 400, [100, 25, 500], 90),
  one('gentamicin', 3, 'mg/mL', 'eye drops', 'bottle', [10, 1, 50], 20),
  one('tetracycline', 10, 'mg/g', 'eye ointment', 'tube', [50, 1, 100], 60),
];

/** As three suppliers would print it on the box: another name, another order, the same medicine. */
export function labelOf(product: DemoProduct, style: 0 | 1 | 2): string {
  const name = product.inns.map((inn) => inn[0]?.toUpperCase() + inn.slice(1));
  const unit = product.unit.replace('[iU]', 'IU');
  const strength = `${product.strengths.join('/')} ${unit}`;
  if (style === 0) return `${name.join(' + ')} ${strength} ${product.form}`;
  if (style === 1)
    return `${name.join('/')} ${strength.replace(' ', '')} ${product.form === 'oral suspension' ? 'susp.' : product.form.slice(0, 4)}.`;
  return `${product.inns.join(' + ').toUpperCase()} ${product.form} ${strength}`;
}
