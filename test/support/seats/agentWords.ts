/** What a test asks of the agent on another computer, by name, and what it answers. */
export type AgentCall = { id: number; name: string; args: unknown[] };
export type AgentAnswer = { id: number; value: unknown } | { id: number; error: { code: string; message: string } };
