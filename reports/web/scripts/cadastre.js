// What a page does better with a script: the menu of a narrow screen. Runs in the head, before anything is drawn.
'use strict';

document.documentElement.classList.add('scripted');

document.addEventListener('DOMContentLoaded', () => {
  const menu = document.querySelector('.site-menu');
  const sections = document.getElementById(menu.getAttribute('aria-controls'));
  menu.addEventListener('click', () => {
    const open = sections.classList.toggle('open');
    menu.setAttribute('aria-expanded', String(open));
  });

  // The form behind "as of" closes as a menu does.
  const time = document.querySelector('.site-time');
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !time.open) return;
    time.open = false;
    time.querySelector('summary').focus();
  });
});
