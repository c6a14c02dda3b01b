type Made = { date: string; rows: Record<string, number> };

/** What stands beside the medicine tables: where each fact comes from, under which terms, and what is not in them. */
export function knowledgeSource({
  date,
  rows,
  rules,
  left,
  phrases,
  unmapped,
}: Made & { rules: readonly { list: string }[]; left: number; phrases: number; unmapped: number }): string {
  const count = (list: string) => rules.filter((rule) => rule.list === list).length;
  return `# Medicine knowledge: sources

Made on ${date} by \`node resources/build/knowledge.ts FOLDER\`. Facts only (pairs, levels, memberships, codes, rates, names); every sentence that a user reads is the project's own.

| table | rows | origin, edition | terms |
|---|---|---|---|
| ingredients, names | ${rows['ingredients']}, ${rows['names']} | names written by the project (resources/build/ours/names.txt); RxNorm ingredient names and ids (US National Library of Medicine); generic names of US labels (public domain) and of PharmacotherapyDB 1.0 (CC0, without DrugBank ids); CIEL concept names (Columbia International eHealth Laboratory, 2025-09, through OpenMRS content) | RxNorm names and RxCUI: free to use, courtesy of the NLM; CIEL: free to use with attribution |
| classes | ${rows['classes']} | ANSM thesaurus, September 2016: classes and their members; column \`ours\` = members that the project added (resources/build/ours/classMembers.txt) | French state publication, reused with attribution (ANSM) and date |
| interactions, list \`ansm\` | ${count('ansm')} | ANSM, thésaurus des interactions médicamenteuses, September 2016: pairs and levels | the same |
| interactions, list \`onc-high\` | ${count('onc-high')} | Phansalkar S. et al., J Am Med Inform Assoc 2012;19:735-743, members by Hines, Malone, Horn | published facts, cited |
| interactions, list \`onc-quiet\` | ${count('onc-quiet')} | Phansalkar S. et al., J Am Med Inform Assoc 2013;20:489-493 | published facts, cited |
| interactions, list \`ndfrt\` | ${count('ndfrt')} | US Department of Veterans Affairs, NDF-RT, July 2014 | US Government work, public domain |
| interactions, list \`fda-labels\` | ${count('fda-labels')} | contraindication sections of US product labels (FDA), pairs read from the text by pattern (resources/build/labels.ts), single-ingredient labels only | US public domain |
| interactions, list \`medvault\` | ${count('medvault')} | class rules written by the project, each naming the label that says so (resources/build/ours/rules.txt) | own work |
| allergyClasses, otherAllergens | ${rows['allergyClasses']}, ${rows['otherAllergens']} | classes compiled by the project (resources/build/ours/allergies.txt), covering the class names of the CIEL allergy set (2025-09); food and surroundings from that set | CIEL: attribution |
| sideChains, crossReactivity | ${rows['sideChains']}, ${rows['crossReactivity']} | R1 side chains and pooled rates: Picard 2019, Khan 2022, Zagursky 2018, Chaudhry 2019 (PMC6789778), Trubiano 2022; each rate names its paper | published facts, cited |
| conditionGroups | ${rows['conditionGroups']} | groups of ICD-10 codes (WHO, version 2019) written by the project (resources/build/ours/conditionGroups.txt) | own work; codes: WHO, attribution |
| contraindications, labelCounts | ${rows['contraindications']}, ${rows['labelCounts']} | diseases that the contraindications sections of US labels (FDA, 2024) name, by the project's groups; each row carries the ids of its label texts; ${phrases - unmapped} of ${phrases} named diseases are in a group | US public domain; the disease codes of the file that the words come from have no licence and are not used |
| patientRules | ${rows['patientRules']} | age, pregnancy, breast-feeding, kidney, liver, route and interval rules: read by pattern from the same sections (label:ID), and a few written by hand with a citation each (resources/build/ours/patientRules.txt) | US public domain; published facts, cited |
| duplicateGroups | ${rows['duplicateGroups']} | groups written by the project (resources/build/ours/duplicateGroups.txt); members by the ATC codes that RxNorm names and CIEL carry | own work |
| doses | 165 | dose rules written by the project (resources/build/ours/doses.txt), made into the table by \`node resources/build/doses.ts\`: each row names publication, year and section (WHO guidelines, pocket book and model formulary, US labels, 21 CFR, GTFCC, WAO); 66 ingredients, no more | published facts, cited; US public domain |
| productStrengths | 13 | what one piece of a combination or of a well known brand holds (resources/build/ours/productStrengths.txt), each with its label or guideline | published facts, cited |
| levels, lists | ${rows['levels']}, ${rows['lists']} | the project's choice of loudness for each level of each list | own work |
| flags, lookAlikes, tallMan, references | see FLAGS.md | lists of FDA, ISMP, WHO and the United Nations, each with its edition (resources/build/flags.ts) | published facts, cited |

## What was compared
The tables written by hand came from the project's knowledge of the publications that they name. On 2026-11-22 their rows were compared, number by number, with a copy of the source or, where none was at hand, with another authority (another edition, the label of another manufacturer, WHO guidance of another year, MSF, a national protocol, a published transcription). One person read, nobody a second time: a row is no stronger than the source that it names.
- doses: 149 of the 158 rows compared; 14 of them differed and were corrected, 5 for opioids and digoxin in children were narrowed to the ages at which a second authority agrees, 7 rows were added (four for failing kidneys), none was taken out. 9 could not be compared: amoxicillin 25 mg/kg, metronidazole, erythromycin, the loading dose of digoxin and morphine into the muscle (all for children), acetylsalicylic acid (two), amlodipine and ondansetron for children. The WHO pocket book itself was not at hand: its rows were compared with its first edition, with a review of WHO guidance and with protocols that follow it.
- patientRules: 7 of the 21 rows written by hand compared (label texts), none differed; 14 not; one was added.
- productStrengths: 9 of 13 compared, none differed; 4 not.
- flags: 12 of 17 sets of FDA tall-man names, 21 of 49 of ISMP and 15 of 19 groups of its list for acute care compared, none differed; of 66 controlled names 52 agree with a national list that follows the same schedules. The other lists (ISMP community, WHO high-risk, WHO look-alike) could not be compared.
- Where authorities differ the row keeps its source: zinc (WHO guideline of 2024: 5 mg), gentamicin of grown-ups once a day (the label divides the day by three or four), co-trimoxazole for Pneumocystis in three doses (the label: four), metoclopramide up to 40 mg a day (the label allows 60 in reflux).

## What was left out, and known limits
- No sentence of the ANSM thesaurus or its English translation: the effect of a pair is a code of ours, read from the description by pattern.
- ${left} ANSM rows that bind to no single ingredient or class ("medicines taken by mouth", latex, vaginal products), or whose level is only a condition.
- ANSM 2016 is old and French: nothing on medicines launched later, little on those never sold in France. Conditions of dose and route are lost: the worst level of a pair counts.
- ONC item 21 (QT x QT) has no members in the source: the ANSM classes of medicines that induce torsades de pointes stand in for it.
- ONC non-interruptive: methacholine and niclosamide are listed as salicylates in error and were dropped.
- US labels: conditions of dose, disease and timing inside a sentence are lost, so a pair stands at "warning"; the disease annotations of the source file are not used.
- Contraindications: a word of a label that fits no group of ours is not checked; the answer says how many of a medicine's are. Where the label means less than the code (severe, active, history of) or sets a condition (after aspirin, without a pacemaker), the row stands at "warning", else at "stop". Labels of combinations speak only of the combination; those of ethinylestradiol with norgestrel stand for levonorgestrel too. Labels contradict each other over the years: the loudest counts.
- Patient rules are few. A medicine without a row has no rule, which is not the same as being safe: the answer says so. A sentence that restricts its rule to something else (an operation, another medicine) was left out. "Severe" kidney impairment is read as below 30 ml/min (FDA guidance for industry, Pharmacokinetics in Patients with Impaired Renal Function, 2020).
- The hospital side-chain chart has no citable source and was left out; so were ATC/DDD, DrugCentral, pregnancy letters and paediatric doses, whose licences do not allow shipping.
- Names decide nothing about completeness: a medicine without a row in a list is reported as unchecked against that list.
`;
}

export function codesSource({ date, rows }: Made): string {
  return `# Diagnosis codes: sources

Made on ${date} by \`node resources/build/knowledge.ts FOLDER\`.

| table | rows | origin, edition | terms |
|---|---|---|---|
| icd10 | ${rows['icd10']} | International Statistical Classification of Diseases and Related Health Problems, 10th Revision (ICD-10), version 2019, World Health Organization; chapters, blocks and codes | CC BY-ND 3.0 IGO: codes and titles word for word, no title edited. Attribution: World Health Organization |
| icd10Terms | ${rows['icd10Terms']} | CIEL concept dictionary, Diagnoses Starter Kit v4 (2025-09), Columbia International eHealth Laboratory, through OpenMRS content: English synonyms and French names of concepts mapped to one WHO code | free to use with attribution to CIEL |

## What was left out, and known limits
- WHO publishes no French title under these terms in the source used: a code without a CIEL name is found and shown in English.
- SNOMED CT codes (a licence is needed), ICD-10-CM, ICPC-2, Spanish and Dutch names.
- Where CIEL maps a concept to several narrower codes, only the first is offered. French names that stood in capitals were put in sentence case.
`;
}
