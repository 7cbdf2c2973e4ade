# Makes the rows of client-support.tsv from data/caniemail.json of the npm package caniemail: jq -r -f client-support.jq caniemail.json | LC_ALL=C sort -u
# Feature keys: p:property or p:property=value, f:function, u:unit, @at-rule, :pseudo, e:element, a:attribute.
def keys: .title as $t
  | if (.slug == "css-variables") then "f:var"
    elif (.slug == "css-column-layout-properties") then "p:columns"
    elif (.slug | IN("css-intrinsic-size", "css-sytem-ui", "css-border-radius-logical", "css-border-inline-block-individual", "css-border-inline-block-longhand")) then empty
    elif ($t | test("^@media \\(")) then $t | scan("@media \\([a-z-]+\\)")
    elif ($t | test("^@[a-z-]+$")) then $t
    elif ($t | test("^:")) then $t | scan("::?[a-z-]+")
    elif ($t | test(" unit$")) then "u:" + ($t | rtrimstr(" unit"))
    elif ($t | test("[a-z]\\(\\)")) then "f:" + ($t | scan("([a-z-]+)\\(\\)")[0])
    elif (.category == "css" and ($t | test("^[a-z-]+: ?[a-z-]+$"))) then "p:" + ($t | sub(": ?"; "="))
    elif (.category == "css") then
      ($t | sub("( CSS)? property$| shorthand$| keyword$"; "") | select(test("^[a-z, &-]+ ?$")) | splits(", | & ") | "p:" + sub(" $"; ""))
    elif ($t | test("^(Embedded )?<[a-z]+>")) then "e:" + ($t | scan("<([a-z]+)>")[0])
    elif ($t | test(" attributes?$")) then "a:" + ($t | sub(" attributes?$"; "") | splits(" and "))
    elif (.slug == "html-semantics") then "e:" + ("article", "aside", "details", "figcaption", "figure", "footer", "header", "main", "mark", "nav", "section", "summary", "time")
    else empty end;
# A family alone stands for all its clients.
def clients(mark): [.stats | to_entries[] | .key as $family | (.value | to_entries | map(select((.value | to_entries | last.value)[0:1] == mark).key)) as $of
  | if ($of | length) == (.value | length) then $family else $of[] | "\($family).\(.)" end] | join(" ");
.data[] | clients("n") as $no | clients("a") as $partly | select($no + $partly != "") | keys as $key | [$key, $no, $partly] | join("\t")
