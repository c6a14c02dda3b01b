import type { Logger } from 'pino';
import type { Memory } from './memory.ts';
import { type Scene, setScene } from './scene.ts';
import { runSteps, type Step } from './step.ts';
import { hubStep } from './steps/hub.ts';
import { dispenseStep, safetyStep } from './steps/medicine.ts';
import { ocrStep } from './steps/paper.ts';
import { auditStep, reportsStep } from './steps/proof.ts';
import { alertStep, offlineStep, shareStep } from './steps/sharing.ts';
import { registerStep, visitStep } from './steps/visit.ts';

export type Play = { folder: string; out: string; log: Logger; image?: Buffer; tell: (step: Step) => void };

/** The main job from beginning to end; each step claims what it shows, and fails where the claim does not hold. */
export async function playDemo({ folder, out, log, image, tell }: Play): Promise<Step[]> {
  let scene: Scene | undefined;
  const stage = (): Scene => {
    if (!scene) throw new Error('the scene is not set');
    return scene;
  };
  const memory: Memory = {};
  try {
    return await runSteps(
      [
        { name: 'hub', run: async () => hubStep((scene = await setScene(folder, log))) },
        { name: 'register', run: () => registerStep(stage(), memory) },
        { name: 'visit', run: () => visitStep(stage(), memory) },
        { name: 'ocr', run: () => ocrStep(stage(), image) },
        { name: 'safety', run: () => safetyStep(stage(), memory) },
        { name: 'dispense', run: () => dispenseStep(stage(), memory) },
        { name: 'share', run: () => shareStep(stage(), memory) },
        { name: 'alert', run: () => alertStep(stage(), memory) },
        { name: 'offline', run: () => offlineStep(stage(), memory) },
        { name: 'reports', run: () => reportsStep(stage(), memory, out) },
        { name: 'audit', run: () => auditStep(stage()) },
      ],
      tell,
    );
  } finally {
    await scene?.close();
  }
}
