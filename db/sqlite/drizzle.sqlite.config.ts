// How drizzle-kit makes SQLite's migrations from the schema.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/schema.sqlite.ts',
  out: './db/sqlite',
})
