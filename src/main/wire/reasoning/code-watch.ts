/** Follows Markdown that arrives in pieces and tracks whether the position is inside code. */
export interface CodeWatch {
  /** Takes the next piece. */
  readonly take: (text: string) => void;
  /** True inside a fence, or on a line that is indented like code. */
  readonly inBlock: () => boolean;
  /**
   * The number of backticks that opened the inline code around this position, provided it closes; 0
   * for none.
   */
  readonly openTicks: () => number;
  /** The last non-blank character on this line; '' at its start. */
  readonly before: () => string;
  /** True if there is white space between that character and this position. */
  readonly hasGap: () => boolean;
}

interface Fence {
  readonly character: string;
  readonly length: number;
}

/** A line indented by this many columns is code. */
const codeIndent = 4;

/** Quote and list markers, which may precede a fence on its line. */
const beforeFence = /[>*+\-\d.)]/;

/** Creates a watch at the start of a text. The work per character is constant. */
export function createCodeWatch(): CodeWatch {
  let fence: Fence | null = null;
  /** Set on the fence's first line, which contains no second run of backticks. */
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
    // The paragraph ends here. Unclosed backticks were not code after all.
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
