import type { MenuItemConstructorOptions } from 'electron';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** Menu items in groups, with separators between them. */
export function grouped(
  ...groups: readonly (readonly MenuItemConstructorOptions[])[]
): MenuItemConstructorOptions[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}

/** A label in which no `&` marks a key. */
export function plainLabel(label: string): string {
  return label.replaceAll('&', '&&');
}
