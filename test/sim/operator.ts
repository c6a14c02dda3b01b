import type { Computer, Operator, World } from './parts.ts';

/** The people who answer for the hub and for the facilities: they do what the screens tell them to. */
export function createOperator(world: World): Operator {
  const called = new Set<Computer>();

  function restoreProperly(computer: Computer): void {
    world.rewound.add(computer.identity.id);
    const living = computer.life();
    living?.time.after(0, () => {
      computer.kill();
      computer.beginEpoch(world.random.uuid());
      world.loop.after(500, () => computer.turnOn());
    });
  }

  function answer(computer: Computer, code: string): void {
    const others = world.computers.filter((each) => each !== computer && each.identity.id === computer.identity.id && !each.isRetired());
    if (code === 'hub.unknown_facility' || code === 'hub.wrong_identity' || (code === 'hub.bad_signature' && others.length === 0)) {
      world.trace?.(computer.name, 'is enrolled anew');
      computer.join();
    } else if (others.length > 0) {
      world.trace?.(computer.name, 'is put away, another copy goes on');
      computer.retire();
    } else {
      world.trace?.(computer.name, 'the last copy is restored properly');
      restoreProperly(computer);
    }
  }

  async function makeCode(facility: string): Promise<string | null> {
    const desk = world.nodes.map((node) => node.desk()).find((one) => one !== undefined);
    if (desk === undefined) return null;
    const isKnown = (await desk.facilities()).some(({ id }) => id === facility);
    return (await desk.createEnrolmentCode(isKnown ? facility : null)).code;
  }

  return {
    enrolmentCode(facility: string): Promise<string | null> {
      const gaveUp = new Promise<null>((resolve) => void world.loop.after(3000, () => resolve(null)));
      return Promise.race([makeCode(facility), gaveUp]);
    },
    isCalled(computer: Computer, code: string): void {
      if (called.has(computer)) return;
      called.add(computer);
      world.loop.after(world.random.integer(500, 5000), () => {
        called.delete(computer);
        if (computer.isOn() && computer.link()?.status().state === 'refused') answer(computer, code);
      });
    },
  };
}
