import type { ComponentProps, ReactNode } from 'react';

/** A shape of an icon: the name of its SVG element, and its attributes. */
type Shape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

/** An icon, as its module in `lucide-react` has it. */
export interface IconData {
  readonly name: string;
  readonly aliases?: readonly unknown[];
  readonly node: readonly Shape[];
}

interface IconProps extends ComponentProps<'svg'> {
  readonly size?: number;
}

function arcs(x: number, y: number, rx: number, ry: number): string {
  const half = `a${String(rx)} ${String(ry)} 0 1 0`;
  return `M${String(x - rx)} ${String(y)}${half} ${String(rx * 2)} 0${half} ${String(-rx * 2)} 0z`;
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number): string =>
    r === 0 ? '' : `a${String(r)} ${String(r)} 0 0 1 ${String(dx)} ${String(dy)}`;
  const [across, down] = [width - 2 * r, height - 2 * r];
  return [
    `M${String(x + r)} ${String(y)}h${String(across)}${corner(r, r)}`,
    `v${String(down)}${corner(-r, r)}h${String(-across)}${corner(-r, -r)}`,
    `v${String(-down)}${corner(r, -r)}z`,
  ].join('');
}

/** The shape as the data of a path; null for one that has a look of its own. */
function pathData([tag, attributes]: Shape): string | null {
  const { key: _key, ry, ...own } = attributes;
  const of = (name: string): number => Number(own[name] ?? 0);
  const names = Object.keys(own).toSorted().join(' ');
  switch (`${tag} ${names}`) {
    case 'path d':
      // A relative move at its beginning would count from the end of the shape before it.
      return own['d']?.replace(/^m/, 'M0 0m') ?? '';
    case 'circle cx cy r':
      return arcs(of('cx'), of('cy'), of('r'), of('r'));
    case 'ellipse cx cy rx':
      return arcs(of('cx'), of('cy'), of('rx'), Number(ry));
    case 'line x1 x2 y1 y2':
      return `M${of('x1')} ${of('y1')}L${of('x2')} ${of('y2')}`;
    case 'rect height rx width x y':
      return rectangle(of('x'), of('y'), of('width'), of('height'), of('rx'));
    default:
      return null;
  }
}

function draw(node: readonly Shape[]): ReactNode {
  const data = node.map(pathData).filter((each) => each !== null);
  const others = node.filter((shape) => pathData(shape) === null);
  return (
    <>
      <path d={data.join('')} />
      {others.map(([Tag, { key, ...attributes }]) => {
        const Shape = Tag as 'path';
        return <Shape key={key} {...attributes} />;
      })}
    </>
  );
}

/**
 * Makes the component of an icon. The build puts this in the place of Lucide's own, which makes two
 * components, an element for each shape and a dozen small objects of every icon on show: in a
 * conversation, a third of all that is mounted.
 */
// oxlint-disable-next-line import/no-default-export -- As Lucide's icons import it.
export default function createLucideIcon({ name, aliases = [], node }: IconData) {
  const names = [name, ...aliases.filter((alias) => typeof alias === 'string')];
  const classes = ['lucide', ...names.map((each) => `lucide-${each}`)].join(' ');
  let shapes: ReactNode = null;
  return function Icon({ size = 24, className, ...rest }: IconProps): ReactNode {
    shapes ??= draw(node);
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
        className={className === undefined ? classes : `${classes} ${className}`}
        // Only a mark that is read out has a role.
        aria-hidden={rest.role === undefined ? true : undefined}
        {...rest}
      >
        {shapes}
      </svg>
    );
  };
}
