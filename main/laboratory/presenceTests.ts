import { type LabTest, presenceUnit } from '../../preload/contract/laboratory.ts';

/**
 * Tests that are read by eye: negative, positive, invalid. LOINC codes as the CIEL dictionary maps them (same or broader), attribution to CIEL:
 * CIEL concepts 1643, 32, 163722, 165303, 165301, 45, 307, 165562, 163348, 161441, 161440, 1875, 160225.
 */
export const presenceTests: readonly LabTest[] = [
  ['70569-9', 'Malaria rapid test, blood'],
  ['51587-4', 'Malaria smear, blood'],
  ['73905-2', 'HIV rapid test'],
  ['20507-0', 'Syphilis rapid test'],
  ['75410-1', 'Hepatitis B surface antigen, rapid test'],
  ['2106-3', 'Pregnancy test, urine'],
  ['11477-7', 'Acid-fast bacilli, sputum'],
  ['17562-0', 'Salmonella typhi, rapid test'],
  ['31843-6', 'Helicobacter pylori antigen, stool'],
  ['5799-2', 'Leukocyte esterase, urine'],
  ['5802-4', 'Nitrite, urine'],
  ['50949-7', 'Protein, urine'],
  ['39230-8', 'Sickle cell screening'],
].map(([loinc = '', name = '']) => ({ loinc, name, unit: presenceUnit }));
