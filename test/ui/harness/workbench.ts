import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../host/browser.mjs';
import { disposeAtEnd } from '../../host/cleanup.mjs';
import { hostName, hosts, type HostName, type Theme } from '../../host/hosts.mjs';
import { installExtension } from '../../host/install-extension.mjs';
import { scratchFolder } from '../../host/paths.mjs';
import { offlineEnvironment, startServer, type Server } from '../../host/server.mjs';
import { stillSettings } from '../../host/settings.mjs';
import { Editor } from './editor';
import { beginning, eventually, exactly } from './eventually';
import { pickFromMenu } from './menu';
import { ModalDialog, Notices } from './notices';
import { QuickInput } from './quick-input';
import { StatusBar } from './status-bar';
import { Tree } from './tree';
import { noteUse } from './uses';
import { Walkthrough } from './walkthrough';

export interface WorkbenchOptions {
  /** `BBS_HOST` decides when not given, and without that it is the newest. */
  host?: HostName;
  /** Copied into the folder that is opened; an empty folder when not given. */
  folder?: string;
  /** Dark when not given. */
  theme?: Theme;
  /** Added to the quiet settings, as machine settings. */
  settings?: Readonly<Record<string, unknown>>;
  /** Added to the environment of the extension host. */
  env?: Readonly<Record<string, string | undefined>>;
  /** 1280 × 800 when not given. */
  viewport?: { width: number; height: number };
  /** The folder of an extension other than this repository's, to try the harness itself. */
  extension?: string;
  /** Folders of extensions that are installed beside it. */
  neighbours?: readonly string[];
  /** Keeps secrets over reloads and shares them with windows that open later, as a desktop VS Code does. */
  keepsSecrets?: boolean;
  /** Asks before it trusts a folder, as a desktop VS Code does. */
  workspaceTrust?: boolean;
}

/** What the windows of one session share. */
interface Session {
  readonly server: Server;
  readonly context: BrowserContext;
  /** Holds everything that the session writes. */
  readonly temporary: string;
  readonly dispose: () => Promise<void>;
}

/** One browser for all sessions of the process; it ends with the process. */
let sharedBrowser: Promise<Browser> | undefined;

/** A window of VS Code with the built extension installed, driven as a person would. */
export class Workbench {
  readonly editor: Editor;
  readonly quickInput: QuickInput;
  readonly notices: Notices;
  readonly dialog: ModalDialog;
  readonly statusBar: StatusBar;
  readonly walkthrough: Walkthrough;

  private constructor(
    readonly page: Page,
    private readonly session: Session,
    /** The folder that is open. */
    readonly folder: string,
  ) {
    this.editor = new Editor(page);
    this.quickInput = new QuickInput(page);
    this.notices = new Notices(page);
    this.dialog = new ModalDialog(page);
    this.statusBar = new StatusBar(page);
    this.walkthrough = new Walkthrough(page);
  }

  /** Starts a session of its own: server, data folder and browser context. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const host = options.host ?? hostName(process.env['BBS_HOST']);
    const temporary = await mkdtemp(join(tmpdir(), 'bbs-ui-'));
    const folder = join(temporary, 'workspace');
    let server: Server | undefined;
    let context: BrowserContext | undefined;
    const dispose = disposeAtEnd(async () => {
      await context?.close();
      await server?.dispose();
      await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    });
    try {
      if (options.folder === undefined) {
        await mkdir(folder);
      } else {
        await cp(options.folder, folder, { recursive: true });
      }
      const dataFolder = join(temporary, 'data');
      for (const extension of [options.extension, ...(options.neighbours ?? [])]) {
        await installExtension(join(dataFolder, 'extensions'), extension);
      }
      const starting = startServer({
        host,
        dataFolder,
        env: { ...offlineEnvironment, ...options.env },
        workspaceTrust: options.workspaceTrust ?? false,
        machineSettings: {
          ...stillSettings,
          'workbench.colorTheme': hosts[host].themes[options.theme ?? 'dark'],
          ...options.settings,
        },
      });
      sharedBrowser ??= launchBrowser();
      const [browser, started] = await Promise.all([sharedBrowser, starting]);
      server = started;
      context = await browser.newContext({
        viewport: options.viewport ?? { width: 1280, height: 800 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      if (options.keepsSecrets) await keepSecrets(context, server);
      return await Workbench.show({ server, context, temporary, dispose }, folder);
    } catch (error) {
      await dispose();
      throw error;
    }
  }

  private static async show(session: Session, folder: string): Promise<Workbench> {
    const page = await session.context.newPage();
    page.setDefaultTimeout(15_000);
    // The browser's own question about unsaved text; VS Code keeps that text by itself.
    page.on('dialog', (dialog) => void dialog.accept().catch(() => undefined));
    const workbench = new Workbench(page, session, folder);
    await page.goto(session.server.address(folder), { waitUntil: 'commit' });
    await workbench.ready();
    return workbench;
  }

  /**
   * Another window of the same session, with an empty folder of its own: same data folder, same browser storage. From
   * now on only one window has the focus, at first the new one.
   */
  async openWindow(): Promise<Workbench> {
    const other = await Workbench.show(
      this.session,
      await mkdtemp(join(this.session.temporary, 'workspace-')),
    );
    for (const { page } of [this, other]) {
      // Playwright has every page believe that it has the focus.
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    }
    await other.comeToFront();
    return other;
  }

  /** Gives the focus to this window, as a click on it does, and takes it from the others. */
  async comeToFront(): Promise<void> {
    await this.page.bringToFront();
    await this.page.waitForFunction('document.hasFocus()');
  }

  /**
   * Reloads the window and waits until it is back.
   * @param meanwhile done while the window is gone
   */
  async reload(meanwhile?: () => void | Promise<void>): Promise<void> {
    if (meanwhile) {
      const address = this.page.url();
      await this.page.goto('about:blank');
      await meanwhile();
      await this.page.goto(address, { waitUntil: 'commit' });
    } else {
      await this.page.reload({ waitUntil: 'commit' });
    }
    await this.ready();
  }

  /** Ends the session with all its windows. */
  async dispose(): Promise<void> {
    await this.session.dispose();
  }

  /** The server's data folder, with what the extension stores below `data/User/globalStorage`. */
  get dataFolder(): string {
    return this.session.server.dataFolder;
  }

  /** What the server printed, to be shown when a test fails. */
  serverOutput(): string {
    return this.session.server.output();
  }

  /** Shows a view container by the label of its icon in the activity bar; does nothing when it shows already. */
  async openView(label: string): Promise<void> {
    const item = this.page
      .locator('.part.activitybar .action-item')
      .filter({ has: this.page.locator('.action-label').and(this.page.getByLabel(beginning(label))) });
    await item.waitFor();
    // A window that restores its last view at this moment would take the click as a wish to hide it.
    await eventually(
      async () => {
        const checked = item.and(this.page.locator('.checked'));
        if ((await checked.count()) === 0) {
          await item.click();
        }
        return checked.waitFor({ timeout: 2_000 }).then(
          () => true,
          () => false,
        );
      },
      (shown) => shown,
      `The view ${label} shows`,
    );
  }

  /** A tree view by its title. */
  tree(title: string): Tree {
    return new Tree(this.page, title);
  }

  /** The header of a view in the sidebar. */
  viewHeader(title: string): Locator {
    // VS Code names the description too, when the view has one.
    const named = [`[aria-label="${title} Section"]`, `[aria-label^="${title} - "]`];
    return this.page.locator(named.map((each) => `.pane-header${each}`).join(', '));
  }

  /** Presses a button in the title of a view. */
  async viewAction(title: string, action: string): Promise<void> {
    await this.pressInTitle(title, beginning(action));
    noteUse('view button', action);
  }

  /** Picks an item of the menu behind the dots in the title of a view. */
  async viewMenu(title: string, action: string): Promise<void> {
    await pickFromMenu(this.page, () => this.pressInTitle(title, /Actions/), [action]);
    noteUse('view menu', action);
  }

  /** While a second view comes or goes, the buttons move between the title of the view and that of the container. */
  private async pressInTitle(title: string, button: RegExp): Promise<void> {
    await eventually(
      async () => {
        const header = this.viewHeader(title);
        const place = (await header.isVisible()) ? header : this.page.locator('.part.sidebar > .title');
        await place.hover();
        return place
          .getByRole('button', { name: button })
          .click({ timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
      },
      (pressed) => pressed,
      `The title of ${title} takes ${String(button)}`,
    );
  }

  /** Presses a button in the welcome text of a view. */
  async welcomeButton(label: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Welcome' })
      .getByRole('button', { name: label, exact: true })
      .click();
    noteUse('welcome', label);
  }

  /** Runs a command of the palette by its exact title, with the category: `Bots.Business: Sign In`. */
  async run(title: string): Promise<void> {
    const typed = `>${title}`;
    // A window that is just starting, or giving the keyboard to an editor, may swallow the first F1 or close the palette.
    await eventually(
      async () => {
        await this.page.keyboard.press('F1');
        return this.quickInput.input.fill(typed, { timeout: 2_000 }).then(
          () => true,
          () => false,
        );
      },
      (isOpen) => isOpen,
      'The command palette is open',
    );
    await this.quickInput.pickAsTyped(title, typed);
    noteUse('palette', title);
  }

  /** Presses keys, as Playwright names them: `Control+Shift+p`; a blank separates those of a chord. */
  async press(keys: string): Promise<void> {
    for (const each of keys.split(' ')) await this.page.keyboard.press(each);
    noteUse('key', keys.toLowerCase().replaceAll('control', 'ctrl'));
  }

  /** Clicks a link in the welcome text of a view. */
  async welcomeLink(label: string): Promise<void> {
    await this.page
      .getByRole('region', { name: 'Welcome' })
      .locator('.monaco-link')
      .filter({ hasText: exactly(label) })
      .click();
    noteUse('welcome', label);
  }

  /** The content of the webview that shows. */
  webview(): FrameLocator {
    return this.page
      .locator('iframe.webview')
      .filter({ visible: true })
      .contentFrame()
      .locator('iframe#active-frame')
      .contentFrame();
  }

  /**
   * Keeps a picture of the window in `.vscode-test/screenshots`.
   *
   * @returns the path of the file
   */
  async screenshot(name: string): Promise<string> {
    const path = join(scratchFolder, 'screenshots', `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.png`);
    await this.page.screenshot({ path, animations: 'disabled', caret: 'initial' });
    return path;
  }

  /** Until the window is restored and knows what the extensions contribute. */
  private async ready(): Promise<void> {
    // VS Code's own mark: views and commands of extensions exist from here on, not that one was activated.
    await this.page.waitForFunction(
      () => performance.getEntriesByName('code/didLoadExtensions').length > 0,
      undefined,
      { timeout: 45_000 },
    );
    await this.page.locator('.monaco-workbench .part.activitybar').waitFor();
  }
}

/**
 * This VS Code keeps secrets in memory unless its page says where a key for them comes from: then they lie encrypted
 * in the browser's storage.
 */
async function keepSecrets(context: BrowserContext, server: Server): Promise<void> {
  const address = `http://127.0.0.1:${server.port}/mint-key`;
  await context.addCookies([{ name: 'vscode-secret-key-path', value: '/mint-key', url: address }]);
  await context.route(address, (route) => route.fulfill({ body: Buffer.alloc(32, 7) }));
}

/** For `afterEach`: keeps a picture of each window when the test failed, also one of the notices that are hidden. */
export async function keepEvidence(
  test: { state?: string | undefined; fullTitle(): string } | undefined,
  ...windows: (Workbench | undefined)[]
): Promise<void> {
  if (test?.state !== 'failed') return;
  for (const [index, window] of windows.entries()) {
    const path = await window?.screenshot(`failed ${test.fullTitle()}${index === 0 ? '' : ` ${index + 1}`}`);
    console.log(`      picture: ${path ?? 'none, there was no window'}`);
    // A question in the middle of the window keeps the bell from being pressed; the tests after this one still run.
    await window?.notices
      .showHidden()
      .then(() =>
        window.screenshot(`failed ${test.fullTitle()}${index === 0 ? '' : ` ${index + 1}`} notices`),
      )
      .catch((error: unknown) => console.log(`      no picture of the notices: ${String(error)}`));
  }
}
