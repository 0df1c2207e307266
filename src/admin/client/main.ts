import { Application } from '@hotwired/stimulus';
import * as Turbo from '@hotwired/turbo';
import { registerActions } from './actions/register';
import { confirmInDialog } from './confirm';
import { controllers } from './controllers';
import { settleForms, showOutcomes } from './live/forms';
import { showCurrentLink } from './live/current-link';
import { dropLateAnswers } from './live/leaving';
import { keepThroughMorphs } from './live/morph';
import { socket } from './live/socket';
import { accountId } from './page';

registerActions();
keepThroughMorphs();
dropLateAnswers();
settleForms();
showOutcomes();
showCurrentLink();
Turbo.config.forms.confirm = confirmInDialog;
// Disabled for good, a button would lose the focus, and who works by keyboard their place.
Turbo.config.forms.submitter = 'aria-disabled';

const application = Application.start();
for (const [name, controller] of Object.entries(controllers)) application.register(name, controller);

/** One socket for the whole stay, from signing in: Turbo changes pages under it. Signing out loads a fresh document, without one. */
document.addEventListener('turbo:load', () => {
  if (accountId()) socket.start();
});
