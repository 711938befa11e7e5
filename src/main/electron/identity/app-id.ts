/**
 * Parley's identity: the `appId` of electron-builder.yml and, with `.desktop` behind it, the
 * `desktopName` of package.json. Windows matches the running program with its shortcut by it, Linux
 * with its desktop file. The data folder has another name, which stays: `productName`.
 */
export const appId = 'app.parley.Parley';
