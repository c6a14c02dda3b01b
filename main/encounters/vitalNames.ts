import type { Finding, VitalSign } from '../../preload/contract/encounters.ts';

/** What a stored observation is called: LOINC's names, shortened. Source: loinc.org; the codes stand in preload/contract/encounters.ts. */
export const vitalNames: Record<VitalSign | Finding, string> = {
  'body-temperature': 'Body temperature',
  'heart-rate': 'Heart rate',
  'respiratory-rate': 'Respiratory rate',
  'oxygen-saturation': 'Oxygen saturation',
  'systolic-pressure': 'Systolic blood pressure',
  'diastolic-pressure': 'Diastolic blood pressure',
  'body-weight': 'Body weight',
  'body-height': 'Body height',
  'body-length': 'Body height lying',
  'standing-height': 'Body height standing',
  'head-circumference': 'Head circumference',
  'arm-circumference': 'Mid upper arm circumference',
  'capillary-refill': 'Capillary refill',
  'oxygen-flow': 'Inhaled oxygen flow rate',
  'blood-glucose': 'Glucose in blood',
  consciousness: 'Level of responsiveness',
  'respiratory-effort': 'Respiratory effort',
  'feet-oedema': 'Oedema of both feet',
  'oxygen-scale': 'NEWS2 oxygen scale',
};
