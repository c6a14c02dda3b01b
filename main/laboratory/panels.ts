/**
 * Tests that are asked for together, by LOINC; which tests belong together is the usual practice of laboratories, the codes of the panels are the project's own.
 * A facility orders single tests beside them.
 */
export const labPanels = [
  {
    code: 'full-blood-count',
    name: 'Full blood count',
    loincs: ['718-7', '4544-3', '789-8', '26464-8', '26515-7', '787-2', '785-6', '786-4', '26511-6', '26478-8', '26485-3', '26450-7'],
  },
  { code: 'kidney', name: 'Kidney function and electrolytes', loincs: ['2951-2', '2823-3', '2075-0', '14937-7', '14682-9'] },
  { code: 'liver', name: 'Liver function', loincs: ['14631-6', '1742-6', '1920-8', '6768-6', '2324-2', '1751-7', '2885-2'] },
  { code: 'lipids', name: 'Lipids', loincs: ['2093-3', '2085-9', '13457-7', '2571-8'] },
  { code: 'antenatal', name: 'Antenatal booking', loincs: ['718-7', '73905-2', '20507-0', '75410-1', '50949-7', '39230-8'] },
  { code: 'urine-strip', name: 'Urine test strip', loincs: ['5803-2', '5799-2', '5802-4', '50949-7'] },
] as const;
