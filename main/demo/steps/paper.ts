import { demoPicture, demoPrescription } from '../../documents/demoPicture.ts';
import { upload } from '../bytes.ts';
import { refusalOf } from '../caller.ts';
import { given } from '../memory.ts';
import type { Scene } from '../scene.ts';
import { must } from '../step.ts';

export async function ocrStep({ a }: Scene, image: Buffer | undefined): Promise<unknown> {
  const bytes = image ?? (await demoPicture({ lines: demoPrescription, seed: 7 }));
  const blobId = await upload(a.doctor, bytes, { name: 'prescription.jpg', mediaType: 'image/jpeg' });
  if (image) {
    // somebody else's picture: whatever is on it is told as it is, a damaged one as damaged
    const answer = a.doctor('documents.readPrescription', { blobId });
    const draft = await answer.catch(() => undefined);
    if (!draft) return { refused: (await refusalOf(answer)).code, lines: [] };
    return { text: draft.text, lines: draft.lines };
  }
  const draft = await a.doctor('documents.readPrescription', { blobId });
  const names = draft.lines.map((line) => line.medicine?.match?.matched ?? line.medicine?.value ?? '');
  must(
    names.some((name) => /amoxicillin/i.test(name)),
    'the medicine is read',
  );
  const line = given(draft.lines.find((row) => /amoxicillin/i.test(row.medicine?.match?.matched ?? row.medicine?.value ?? '')));
  for (const field of ['medicine', 'strength', 'form', 'quantity', 'directions'] as const) {
    const read = line[field];
    must(read !== null && read.confidence > 0 && read.box[2] > read.box[0], `${field} is read, with its confidence and place`);
  }
  const blank = await upload(
    a.doctor,
    await demoPicture({ lines: ['Umoja Health Centre', 'Opening hours', 'Monday to Friday'], seed: 8 }),
    {
      name: 'poster.jpg',
      mediaType: 'image/jpeg',
    },
  );
  const empty = await a.doctor('documents.readPrescription', { blobId: blank });
  must(empty.lines.length === 0 && empty.text.length > 0, 'a picture without a medicine gives an empty draft with its text');
  return { lines: draft.lines, withoutMedicine: { lines: empty.lines.length, text: empty.text } };
}
