// How drizzle-kit makes PostgreSQL's migrations from the schema.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/store/schema.postgres.ts',
  out: './db/postgres',
})
