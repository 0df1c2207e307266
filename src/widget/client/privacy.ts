import { addStyles } from './dom';
import { registry } from './shell';
import styles from './styles/page.css';
import { PrivacyPage } from './view/privacy/page';

const place = registry.get();
let styled = false;
if (place) {
  place.createPrivacyPage = (chat, text, actions) => {
    if (!styled) addStyles(chat.shell.root, styles);
    styled = true;
    return new PrivacyPage(chat, text, actions);
  };
}
