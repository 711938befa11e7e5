/** Follows a text that comes in pieces and knows where in its Markdown one is. */
export interface CodeWatch {
  /** Takes the next piece. */
  readonly take: (text: string) => void;
  /** Inside a fence, or on a line that is indented like code. */
  readonly inBlock: () => boolean;
  /** How many backticks the inline code began with in which this is, if it ends; 0 for none. */
  readonly openTicks: () => number;
  /** The last character of this line that is no white space; '' at its beginning. */
  readonly before: () => string;
  /** White space lies between that character and here. */
  readonly hasGap: () => boolean;
}

interface Fence {
  readonly character: string;
  readonly length: number;
}

/** Columns from which on a line is code by itself. */
const codeIndent = 4;

/** What may stand before a fence on its line: quotes and items of lists. */
const beforeFence = /[>*+\-\d.)]/;

/** Makes a watch for the start of a text. The work is the same for every character. */
export function createCodeWatch(): CodeWatch {
  let fence: Fence | null = null;
  /** On its first line; that has no second run of backticks. */
  let opening: Fence | null = null;
  let mayClose = false;
  let ticks = 0;
  let run = 0;
  let runCharacter = '';
  let isHead = true;
  let runIsHead = false;
  let indent = 0;
  let before = '';
  let hasGap = false;

  const endRun = (): void => {
    const length = run;
    run = 0;
    if (length === 0) return;
    if (fence !== null) {
      mayClose = runIsHead && runCharacter === fence.character && length >= fence.length;
      return;
    }
    if (opening !== null) {
      if (runCharacter !== '`' || opening.character !== '`') return;
      ticks = length === opening.length ? 0 : opening.length;
      opening = null;
      return;
    }
    if (runIsHead && length >= 3 && ticks === 0) {
      opening = { character: runCharacter, length };
      return;
    }
    if (runCharacter !== '`') return;
    if (ticks === 0) ticks = length;
    else if (ticks === length) ticks = 0;
  };

  const endLine = (): void => {
    endRun();
    if (opening !== null) {
      fence = opening;
      opening = null;
    } else if (mayClose) fence = null;
    // A paragraph ends here, and with it what was no code after all.
    if (before === '') ticks = 0;
    mayClose = false;
    isHead = true;
    indent = 0;
    before = '';
    hasGap = false;
  };

  const takeCharacter = (character: string): void => {
    if (run > 0 && character !== runCharacter) endRun();
    if (character === '\r') return;
    if (character === '\n') {
      endLine();
      return;
    }
    if (character === ' ' || character === '\t') {
      if (before === '') indent += character === '\t' ? codeIndent : 1;
      hasGap = true;
      return;
    }
    if (character === '`' || character === '~') {
      if (run === 0) {
        runIsHead = isHead;
        runCharacter = character;
      }
      run += 1;
      isHead = false;
    } else {
      mayClose = false;
      isHead &&= beforeFence.test(character);
    }
    before = character;
    hasGap = false;
  };

  return {
    take(text) {
      for (let at = 0; at < text.length; at += 1) takeCharacter(text.charAt(at));
    },
    inBlock() {
      endRun();
      return fence !== null || opening !== null || (before === '' && indent >= codeIndent);
    },
    openTicks() {
      endRun();
      return ticks;
    },
    before: () => before,
    hasGap: () => hasGap,
  };
}
