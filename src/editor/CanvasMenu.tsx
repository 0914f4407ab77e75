import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import css from './CanvasMenu.module.css';
import { useCanvas } from './canvas-store.ts';

/** The menu that a key or a dropped line opens at a place of the window. */
export function CanvasMenu() {
  const menu = useCanvas((state) => state.menu);
  const openMenu = useCanvas((state) => state.openMenu);
  if (menu === null) return null;
  const groups = [...new Set(menu.items.map(({ group }) => group))];
  return (
    <Menu
      opened
      position="bottom-start"
      transitionProps={{ duration: 0 }}
      onChange={(opened) => opened || openMenu(null)}
      trapFocus
    >
      <Menu.Target>
        <span className={css.anchor} style={{ left: menu.x, top: menu.y }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={menu.title} className={css.menu}>
        {groups.map((group) => (
          <Fragment key={group}>
            <Menu.Label>{groups.length > 1 ? group : menu.title}</Menu.Label>
            {menu.items
              .filter((item) => item.group === group)
              .map((item) => (
                <Menu.Item key={item.key} onClick={item.run}>
                  {item.label}
                </Menu.Item>
              ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
