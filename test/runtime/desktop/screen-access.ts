const modes = ['granted', 'denied', 'none', 'empty'] as const;

/** What the system answers to who wants to see the screen; see PARLEY_RUNTIME_SCREEN. */
export type ScreenMode = (typeof modes)[number];

function readMode(): ScreenMode {
  const given = process.env['PARLEY_RUNTIME_SCREEN'] ?? 'granted';
  const known = modes.find((each) => each === given);
  if (known === undefined) throw new Error(`PARLEY_RUNTIME_SCREEN=${given} is unknown.`);
  return known;
}

let mode = readMode();

export const screenMode = (): ScreenMode => mode;

export function setScreenMode(next: ScreenMode): void {
  mode = next;
}

/** The access to the screen. macOS says `denied` before it has asked the person, too. */
export const screenAccess = (): 'granted' | 'denied' => (mode === 'denied' ? 'denied' : 'granted');

/** True on systems that tell it, which Linux does not; here also if a test plays macOS. */
export const tellsAccess = process.platform !== 'linux' || mode === 'denied';
