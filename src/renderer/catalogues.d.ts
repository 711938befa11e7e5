// Made by scripts/build/messages/split-catalogues.ts.
declare module '*.json?first' {
  const messages: Readonly<Record<string, string>>;
  export default messages;
}

declare module '*.json?late' {
  const messages: Readonly<Record<string, string>>;
  export default messages;
}
