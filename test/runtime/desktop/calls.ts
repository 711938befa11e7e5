/** A call that asked the desktop for something. */
export interface DesktopCall {
  readonly call: string;
  readonly args: readonly unknown[];
}

/** Every such call, in order; `app.desktopCalls` hands them to tests. */
export const desktopCalls: DesktopCall[] = [];

/** Writes a call down. */
export function recordCall(call: string, ...args: readonly unknown[]): void {
  desktopCalls.push({ call, args });
}
