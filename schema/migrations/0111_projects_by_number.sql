-- Projects of one number under several bodies are looked for by that number, also when one file brought one of them.
create index project_by_number on project ((content->>'project_number')) where content ? 'project_number';
