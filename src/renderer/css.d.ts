import 'react';

declare module 'react' {
  interface CSSProperties {
    /** Set by the frame of the sidebar while it is resized. */
    '--sidebar-width'?: string;
  }
}
