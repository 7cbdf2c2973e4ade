using Datamonger.Newsletter.Emails.Personal;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

public sealed class EditionSizesTests
{
    private static readonly string[] Keys = ["X", "Y", "Z"];

    [Theory]
    [InlineData("a*|IF:LA=X|*x*|ELSEIF:LA=Y|*y*|ELSE:|*z*|END:IF|*b", "axb", "ayb", "azb")]
    [InlineData("a*|IF:LA=X|*xx*|ELSEIF:LA=other|*yyy*|END:IF|*b", "axxb", "ab", "ab")]
    [InlineData(
        "*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* *|IF:LA=X|*x*|ELSE:|*yy*|END:IF|*",
        "*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* x",
        "*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* yy",
        "*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* yy"
    )]
    [InlineData(
        "*|IF:LA=X|*1*|IF:FNAME|*2*|ELSE:|*3*|END:IF|*4*|ELSE:|*5*|IFNOT:FNAME|*6*|END:IF|**|END:IF|*7",
        "1*|IF:FNAME|*2*|ELSE:|*3*|END:IF|*47",
        "5*|IFNOT:FNAME|*6*|END:IF|*7",
        "5*|IFNOT:FNAME|*6*|END:IF|*7"
    )]
    [InlineData("*|IF:LA=X|*x*|ELSEIF:ORG=A|*maybe*|ELSE:|*or*|END:IF|*", "x", "maybeor", "maybeor")]
    [InlineData(
        "*|IF:LA=X|*x*|IF:LA=Y|*never*|ELSE:|*inner*|END:IF|**|ELSEIF:LA=X|*again*|ELSE:|*other*|IF:LA=Y|*y*|END:IF|**|END:IF|*",
        "xinner",
        "othery",
        "other"
    )]
    [InlineData(
        "*|IF:ORG=X|*a*|END:IF|**|END:IF|*b",
        "*|IF:ORG=X|*a*|END:IF|**|END:IF|*b",
        "*|IF:ORG=X|*a*|END:IF|**|END:IF|*b",
        "*|IF:ORG=X|*a*|END:IF|**|END:IF|*b"
    )]
    [InlineData("no tags", "no tags", "no tags", "no tags")]
    public void What_others_see_does_not_count(string part, string x, string y, string z)
    {
        var sizes = EditionSizes.Of(part, "LA", Keys, piece => piece.Length);
        Assert.Equal([x.Length, y.Length, z.Length], Keys.Select(key => sizes[key]));
    }
}
