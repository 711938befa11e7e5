/** Step limit for drawing an SVG. A more complex one is not drawn. */
export const maxDrawing = 20_000;

/** Cost of a filter step, relative to a shape. */
const filterSteps = 100;

interface Shape {
  steps: number;
  readonly uses: string[];
}

/** In XML, attribute values cannot contain `<`. */
const tag = /<(\/?)([a-z][\w:.-]*)(?![\w:.-])((?:"[^"<]*"|'[^'<]*'|[^<>"'])*)>/gi;

/** Nesting limit of elements. Each element counts for all around it. */
const maxNesting = 200;

/**
 * Each element with an `id` and its content; '' is the whole image. Null if there are more elements
 * than may be drawn, or they are nested too deeply.
 */
function shapesIn(source: string): ReadonlyMap<string, Shape> | null {
  let met = 0;
  const whole: Shape = { steps: 0, uses: [] };
  const shapes = new Map<string, Shape>([['', whole]]);
  const around: { name: string; shape: Shape | null }[] = [];
  for (const [, end, name = '', attributes = ''] of source.matchAll(tag)) {
    if (end === '/') {
      if (around.at(-1)?.name === name) around.pop();
      continue;
    }
    const id = /\sid\s*=\s*["']([^"']*)/i.exec(attributes)?.[1];
    const shape: Shape | null = id === undefined ? null : { steps: 0, uses: [] };
    if (id !== undefined && shape !== null && !shapes.has(id)) shapes.set(id, shape);
    const uses = [...attributes.matchAll(/(?:href\s*=\s*["']|url\(\s*["']?)#([^"')\s]+)/gi)];
    met += 1 + uses.length;
    if (met > maxDrawing || around.length > maxNesting) return null;
    for (const holder of [whole, shape, ...around.map((each) => each.shape)]) {
      if (holder === null) continue;
      holder.steps += /^fe[A-Z]/.test(name) ? filterSteps : 1;
      holder.uses.push(...uses.map(([, target = '']) => target));
    }
    if (!attributes.endsWith('/')) around.push({ name, shape });
  }
  return shapes;
}

/**
 * A lower bound for the number of shapes drawn once every `use`, pattern, mask and filter is
 * followed. Ten lines can mean a billion. Stops counting at the limit.
 */
export function drawingSteps(source: string): number {
  const shapes = shapesIn(source);
  if (shapes === null) return maxDrawing + 1;
  const known = new Map<string, number>();
  const stepsOf = (id: string, depth: number): number => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const shape = shapes.get(id);
    if (shape === undefined) return 0;
    // Cycles are not drawn by any browser; nesting this deep is refused.
    if (depth > 50) return maxDrawing;
    known.set(id, 0);
    let steps = shape.steps;
    for (const use of shape.uses) {
      steps += stepsOf(use, depth + 1);
      if (steps > maxDrawing) break;
    }
    known.set(id, steps);
    return steps;
  };
  return stepsOf('', 0);
}
