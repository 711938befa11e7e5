/** Something that can have the keyboard: a window of the program, or another program. */
export interface FocusTarget {
  /** The name of another program; null for a window of this one. */
  readonly program: string | null;
  /** True for a panel of macOS: it takes the keyboard and leaves its program in the background. */
  readonly isPanel: boolean;
  readonly isShown: () => boolean;
  readonly gain: () => void;
  readonly lose: () => void;
}

/**
 * Who gets the focus of a window that goes. `order`: whoever had it before, as window managers of
 * Linux and Windows have it. `mac`: another window of the same program; a program in front stays
 * there even without a window.
 */
type FocusRule = 'order' | 'mac';

function readRule(): FocusRule {
  const usual = process.platform === 'darwin' ? 'mac' : 'order';
  const name = process.env['PARLEY_RUNTIME_FOCUS'] ?? usual;
  if (name === 'order' || name === 'mac') return name;
  throw new Error(`PARLEY_RUNTIME_FOCUS has no rule "${name}".`);
}

export const focusRule = readRule();

/** Everything that has had the focus and is still there, the last one first. */
let order: readonly FocusTarget[] = [];
let focused: FocusTarget | null = null;

/** Who has the keyboard; null for nobody that is known. */
export const focusOwner = (): FocusTarget | null => focused;

/** Gives the focus to a target. */
export function takeFocus(target: FocusTarget): void {
  if (focused === target) return;
  const before = focused;
  focused = target;
  order = [target, ...order.filter((each) => each !== target)];
  before?.lose();
  if (focused === target) target.gain();
}

function heirOf(target: FocusTarget): FocusTarget | null {
  const others = order.filter((each) => each !== target && each.isShown());
  const isWithinProgram = focusRule === 'mac' && target.program === null && !target.isPanel;
  const [heir = null] = isWithinProgram ? others.filter((each) => each.program === null) : others;
  return heir;
}

/** Takes the focus from a target that has it, and hands it on. */
export function passFocus(target: FocusTarget): void {
  if (focused !== target) return;
  dropFocus(target);
  const heir = heirOf(target);
  if (focused === null && heir !== null) takeFocus(heir);
}

/** Takes the focus from a target; nobody knows who has it now. */
export function dropFocus(target: FocusTarget): void {
  if (focused !== target) return;
  focused = null;
  target.lose();
}

/** Hands the focus on and forgets the target. */
export function leaveFocus(target: FocusTarget): void {
  passFocus(target);
  order = order.filter((each) => each !== target);
}

const programs = new Map<string, FocusTarget>();

function programNamed(name: string): FocusTarget {
  const known = programs.get(name);
  if (known !== undefined) return known;
  const made: FocusTarget = {
    program: name,
    isPanel: false,
    isShown: () => true,
    gain: () => undefined,
    lose: () => undefined,
  };
  programs.set(name, made);
  return made;
}

/** For tests: the other programs of the desktop, as `app.otherPrograms`. */
export const otherPrograms = {
  /** The person goes to a program. */
  focus: (name: string): void => takeFocus(programNamed(name)),
  /** The program with the focus; null if it is this one, or nobody. */
  focused: (): string | null => focused?.program ?? null,
  /** The program ends. */
  quit(name: string): void {
    leaveFocus(programNamed(name));
    programs.delete(name);
  },
};

/** Gives the focus to the other program that had it last, or to nobody. */
export function focusOtherProgram(): void {
  const other = order.find(({ program }) => program !== null);
  if (other !== undefined) takeFocus(other);
  else if (focused !== null) dropFocus(focused);
}
