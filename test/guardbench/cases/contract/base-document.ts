/** Path of the document in every case. */
export const document = 'api/openapi.yaml';

/** A small API, OpenAPI 3.0: each line that a case edits or labels stands once. */
export const baseDocument = `openapi: 3.0.3
info:
  title: Playlists
  version: 1.4.0
paths:
  /playlists:
    get:
      operationId: listPlaylists
      parameters:
        - name: limit
          in: query
          schema:
            type: integer
            maximum: 100
      responses:
        '200':
          description: All playlists of the listener.
          content:
            application/json:
              schema:
                type: array
                items:
                  $ref: '#/components/schemas/Playlist'
    post:
      operationId: createPlaylist
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewPlaylist'
      responses:
        '201':
          description: The new playlist.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Playlist'
  /playlists/{playlistId}:
    parameters:
      - name: playlistId
        in: path
        required: true
        schema:
          type: string
    get:
      operationId: readPlaylist
      responses:
        '200':
          description: One playlist.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Playlist'
        '404':
          description: There is no such playlist.
    delete:
      operationId: deletePlaylist
      responses:
        '204':
          description: It is gone.
components:
  schemas:
    Playlist:
      type: object
      required: [id, name, tracks]
      properties:
        id:
          type: string
        name:
          type: string
        tracks:
          type: integer
        owner:
          type: string
        visibility:
          type: string
          enum: [public, private]
    NewPlaylist:
      type: object
      required: [name]
      properties:
        name:
          type: string
          maxLength: 200
        mood:
          type: string
          enum: [calm, bright, dark]
`;

/** The base repository of every case. */
export const base = {
  'package.json': '{ "name": "playlists", "private": true, "type": "module" }\n',
  'src/server.ts': 'export const port = 8080;\n',
  [document]: baseDocument,
};

/**
 * The document with one piece of its text replaced.
 * @throws Error the piece stands nowhere or more than once
 */
export const edited = (from: string, to: string): string => {
  const parts = baseDocument.split(from);
  if (parts.length !== 2) throw new Error(`The document has ${parts.length - 1} times: ${from}`);
  return parts.join(to);
};
