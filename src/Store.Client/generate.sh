#!/bin/sh
# Writes the OpenAPI document and, from it, the C# client and the web app's TypeScript client.
set -e
root=$(cd "$(dirname "$0")/../.." && pwd)
document=$root/src/Store.Client/openapi.json
web=$root/src/Store.Web
closed=$(mktemp --suffix=.json)
trap 'rm -f "$closed"' EXIT

dotnet run --project "$root/src/Store.Host" --property:BuildWeb=false -- openapi "$document"
[ -x "$web/node_modules/.bin/nswag" ] || (cd "$web" && npm ci)

# Left open, every type would take any property of any name, and a misspelt one would pass the compiler.
node -e '
  const fs = require("fs");
  const document = JSON.parse(fs.readFileSync(process.argv[1], "utf8"));
  for (const [name, schema] of Object.entries(document.components.schemas))
    if (schema.type === "object" && schema.additionalProperties === undefined && !name.endsWith("ProblemDetails"))
      schema.additionalProperties = false;
  fs.writeFileSync(process.argv[2], JSON.stringify(document));
' "$document" "$closed"

"$web/node_modules/.bin/nswag" openapi2tsclient /runtime:Net100 /input:"$closed" /output:"$web/src/api/client.ts" \
  /template:Fetch /className:StoreClient /operationGenerationMode:SingleClientFromOperationId \
  /typeStyle:Interface /dateTimeType:String /nullValue:Null /enumStyle:StringLiteral /useAbortSignal:true /generateOptionalParameters:true /newLineBehavior:LF

"$web/node_modules/.bin/nswag" openapi2csclient /runtime:Net100 /input:"$closed" /output:"$root/src/Store.Client/StoreClient.cs" \
  /namespace:Store.Client /className:StoreClient /operationGenerationMode:SingleClientFromOperationId \
  /jsonLibrary:SystemTextJson /injectHttpClient:true /disposeHttpClient:false /useBaseUrl:false \
  /dateType:System.DateOnly /dateTimeType:System.DateTimeOffset \
  /arrayType:System.Collections.Generic.IReadOnlyList /responseArrayType:System.Collections.Generic.IReadOnlyList /arrayInstanceType:System.Collections.Generic.List /arrayBaseType:System.Collections.Generic.List \
  /generateNullableReferenceTypes:true /generateOptionalPropertiesAsNullable:true /generateOptionalParameters:true /newLineBehavior:LF
