import { useState, type ReactNode } from 'react';

/** True once one of the values is another than at first. */
export function useChanged(values: readonly unknown[]): boolean {
  const [first] = useState(values);
  return values.some((value, index) => value !== first[index]);
}

/** Props of {@link EscapeLeaves}. */
export interface EscapeLeavesProps {
  readonly isChanged: boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

/** Around a form: Escape leaves it, unless something was changed. One key throws no typing away. */
export function EscapeLeaves({ isChanged, onLeave, children }: EscapeLeavesProps) {
  return (
    <div
      role="presentation"
      data-handles-escape
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The form may have been opened from another form, which hears the key through React.
        event.stopPropagation();
        if (!isChanged) onLeave();
      }}
    >
      {children}
    </div>
  );
}
