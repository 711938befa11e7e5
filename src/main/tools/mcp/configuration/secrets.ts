const secretNames =
  /key|token|secret|passw|pwd|auth|credential|bearer|cookie|private|dsn|session|connection_?string/i;

/** Prefixes of known services' keys, and URLs with a password. */
const secretValues =
  /^(?:sk|pk|rk|ghp|gho|ghs|ghu|glpat|xox[abprs]|AKIA|AIza|hf|npm|pat)[-_A-Z0-9]|^github_pat_|^ey[\w-]{10,}\.ey|^bearer\s|^basic\s|:\/\/[^/\s:@]*:[^/\s@]+@/i;

/** Names that contain one of those words with another meaning. */
const plainNames = /^(?:keyboard|keymap|author|auth_?type|session_?timeout)/i;

/** Returns whether a variable or header seems to be a secret, which must be stored encrypted. */
export function looksSecret(name: string, value: string): boolean {
  return (secretNames.test(name) && !plainNames.test(name)) || secretValues.test(value);
}
