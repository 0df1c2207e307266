import attachment from './attachment.css';
import composer from './composer.css';
import contact from './contact.css';
import head from './head.css';
import message from './message.css';
import panel from './panel.css';
import peek from './peek.css';
import privacy from './privacy.css';
import tokens from './tokens.css';

export default tokens + panel + peek + head + message + attachment + contact + composer + privacy;
