import type { NotificationData } from '@mantine/notifications';
import { later, useLater } from './later.ts';

const messages = later('What shows messages', () => import('@mantine/notifications'));

/** Where messages stand for a while. */
export function Toasts() {
  const arrival = useLater(messages);
  if (arrival.is !== 'here') return null;
  const { Notifications } = arrival.value;
  return <Notifications position="bottom-center" limit={3} />;
}

/** Shows a message for a while; one with an id takes the place of that which has it. */
export function toast(message: NotificationData): void {
  messages
    .load()
    .then(({ notifications }) => {
      if (message.id !== undefined) notifications.hide(message.id);
      notifications.show(message);
    })
    // Without a connection the browser itself says it.
    .catch(() => typeof message.message === 'string' && alert(message.message));
}

/** Takes a message away that is still shown. */
export function dropToast(id: string): void {
  const arrival = messages.arrival();
  if (arrival.is === 'here') arrival.value.notifications.hide(id);
}
