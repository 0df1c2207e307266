import { addStyles } from './dom';
import { Proactive } from './proactive/proactive';
import { registry } from './shell';
import styles from './styles/teaser.css';

const place = registry.get();
if (place) {
  place.startProactive = (shell) => {
    addStyles(shell.root, styles);
    new Proactive(shell, shell.config.rules ?? []);
  };
}
