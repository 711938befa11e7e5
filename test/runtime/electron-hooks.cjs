/**
 * Does to Electron itself what the stand-in does for the specs. Loaded before the app (`electron
 * -r`), it logs requests to the outside world and opens nothing. It also replaces the machine's
 * keyring, which may not exist, and clipboard, which all specs would share. Everything else is
 * Electron's own.
 */
'use strict';

const { createCipheriv, createDecipheriv, createHash, randomBytes } = require('node:crypto');
const { appendFileSync } = require('node:fs');
const { homedir } = require('node:os');
const { app, clipboard, ClipboardItem, safeStorage, shell } = require('electron');

/** @param {object} entry As in log.ts. */
function logOutside(entry) {
  const file = process.env['PARLEY_RUNTIME_REQUEST_LOG'];
  if (file) appendFileSync(file, `${JSON.stringify({ time: Date.now(), ...entry })}\n`);
}

Object.assign(shell, {
  openExternal: (/** @type {string} */ url) => {
    logOutside({ kind: 'open-external', url });
    return Promise.resolve();
  },
  openPath: (/** @type {string} */ path) => {
    logOutside({ kind: 'open-path', url: path });
    return Promise.resolve('');
  },
});

const ownSchemes = /^(?:app|blob|data|devtools|chrome|about):/;

/** @param {string} resourceType */
function kindOf(resourceType) {
  if (resourceType === 'webSocket') return 'websocket';
  return ['mainFrame', 'subFrame'].includes(resourceType) ? 'navigation' : 'request';
}

app.on('session-created', (session) => {
  session.webRequest.onBeforeRequest((details, callback) => {
    const { url, method, resourceType } = details;
    if (!ownSchemes.test(url)) logOutside({ kind: kindOf(resourceType), url, method });
    callback({});
  });
});

/** @type {readonly InstanceType<typeof ClipboardItem>[]} */
let copied = [];

Object.assign(clipboard, {
  clear: () => {
    copied = [];
  },
  has: async (/** @type {string} */ type) => copied.some(({ types }) => types.includes(type)),
  read: async () => copied,
  readText: async () => {
    const item = copied.find(({ types }) => types.includes('text/plain'));
    return item === undefined ? '' : (await item.getType('text/plain')).text();
  },
  write: async (/** @type {typeof copied} */ items) => {
    copied = items;
  },
  writeText: async (/** @type {string} */ text) => {
    copied = [new ClipboardItem({ 'text/plain': text })];
  },
});

/** See safe-storage.ts for the names. */
const backend = () => process.env['PARLEY_RUNTIME_KEYRING'] || 'gnome_libsecret';
const isBuiltInPassword = () => ['basic_text', 'absent'].includes(backend());
const isAvailable = () => !['unavailable', 'locked'].includes(backend());
const never = new Promise(() => undefined);

function keyOf() {
  const secret = isBuiltInPassword() ? 'peanuts' : homedir();
  return createHash('sha256').update(secret).digest();
}

function refuseUnlessAvailable() {
  if (!isAvailable()) throw new Error('Encryption is not available.');
}

Object.assign(safeStorage, {
  isAsyncEncryptionAvailable: () =>
    backend() === 'asking' ? never : Promise.resolve(isAvailable()),
  encryptStringAsync: async (/** @type {string} */ text) => {
    refuseUnlessAvailable();
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keyOf(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    const mark = Buffer.from(isBuiltInPassword() ? 'v10' : 'v11');
    return Buffer.concat([mark, nonce, cipher.getAuthTag(), body]);
  },
  decryptStringAsync: async (/** @type {Buffer} */ bytes) => {
    refuseUnlessAvailable();
    const decipher = createDecipheriv('aes-256-gcm', keyOf(), bytes.subarray(3, 15));
    decipher.setAuthTag(bytes.subarray(15, 31));
    const result = decipher.update(bytes.subarray(31), undefined, 'utf8') + decipher.final('utf8');
    return { result, shouldReEncrypt: backend() === 'rotated' };
  },
  getSelectedStorageBackend: () => (backend() === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
});
