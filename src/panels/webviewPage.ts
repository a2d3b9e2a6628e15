import * as vscode from 'vscode';

/** Where the bundles of the browser side lie. */
export function pageFolder(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'dist', 'panels');
}

/**
 * The page of a webview: an empty body that its script fills. Nothing but that script and its style sheets may load.
 * @param name of the script in the folder of pages
 * @param styles the style sheets there, later ones above earlier ones
 */
export function pageOf(
  webview: vscode.Webview,
  extension: vscode.Uri,
  name: string,
  styles: readonly string[] = ['form'],
): string {
  const nonce = crypto.randomUUID();
  const file = (path: string) =>
    String(webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extension), path)));
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((style) => `<link rel="stylesheet" href="${file(`${style}.css`)}">`).join('\n')}
</head>
<body>
<script nonce="${nonce}" src="${file(`${name}.js`)}"></script>
</body>
</html>`;
}
