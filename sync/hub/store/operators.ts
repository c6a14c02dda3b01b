/** Operators' accounts, sessions and acts. Times are UTC ISO. */
export type OperatorStore = {
  /** @returns false when the name is taken */
  add(operator: { name: string; passwordHash: string; totpSecret: string | null }, at: string): Promise<boolean>;
  find(name: string): Promise<OperatorRecord | undefined>;
  list(): Promise<readonly OperatorRecord[]>;
  /** Their sessions end with them. */
  remove(name: string): Promise<boolean>;
  /** Ends their sessions and a lock. */
  setPassword(name: string, passwordHash: string): Promise<boolean>;
  setTotp(name: string, secret: string | null): Promise<boolean>;
  /**
   * Counts a try before the password is looked at, so that many at once gain nothing.
   * @param lockedUntil after so many tries in a row
   * @returns until when no try is taken; null when this one is
   */
  takeTry(name: string, at: string, lockedUntil: (tries: number) => string | null): Promise<string | null>;
  /** Takes a one-time code's step, once. @returns false when it or a later one was used */
  takeStep(name: string, step: number): Promise<boolean>;
  /** Tries begin anew. Sessions that began before `forgetBefore` are forgotten. */
  beginSession(session: { tokenSha256: string; operator: string }, at: string, forgetBefore: string): Promise<void>;
  findSession(tokenSha256: string): Promise<OperatorSession | undefined>;
  useSession(tokenSha256: string, at: string): Promise<void>;
  endSession(tokenSha256: string): Promise<void>;
  note(act: OperatorAct): Promise<void>;
  /** Newest first. */
  acts(limit: number): Promise<readonly OperatorAct[]>;
};

export type OperatorRecord = {
  name: string;
  passwordHash: string;
  totpSecret: string | null;
  totpStep: number;
  createdAt: string;
  lastSignedInAt: string | null;
};
export type OperatorSession = { operator: string; startedAt: string; usedAt: string };
export type OperatorAct = { at: string; operator: string; act: string; about: string };
