using Datamonger.Newsletter.Emails.Personal;

namespace Datamonger.Newsletter.Tests.Emails.Personal;

public sealed class EditionPartTests
{
    [Theory]
    [InlineData("a*|IF:LA=X|*x*|ELSEIF:LA=Y|*y*|ELSE:|*z*|END:IF|*b", "X", "axb")]
    [InlineData("a*|IF:LA=X|*x*|ELSEIF:LA=Y|*y*|ELSE:|*z*|END:IF|*b", "Y", "ayb")]
    [InlineData("a*|IF:LA=X|*x*|ELSEIF:LA=Y|*y*|ELSE:|*z*|END:IF|*b", "Z", "azb")]
    [InlineData("*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* *|IF:LA=X|*x*|ELSE:|*y*|END:IF|*", "X", "*|IF:FNAME|*Dear *|FNAME|**|ELSE:|*Hello*|END:IF|* x")]
    [InlineData("*|IF:LA=X|*1*|IF:FNAME|*2*|ELSE:|*3*|END:IF|*4*|ELSE:|*5*|IFNOT:FNAME|*6*|END:IF|**|END:IF|*7", "X", "1*|IF:FNAME|*2*|ELSE:|*3*|END:IF|*47")]
    [InlineData("*|IF:LA=X|*1*|IF:FNAME|*2*|ELSE:|*3*|END:IF|*4*|ELSE:|*5*|IFNOT:FNAME|*6*|END:IF|**|END:IF|*7", "Y", "5*|IFNOT:FNAME|*6*|END:IF|*7")]
    [InlineData("*|IF:LA=X|*x*|ELSEIF:ORG=A|*maybe*|ELSE:|*or*|END:IF|*", "Y", "maybeor")]
    [InlineData("*|IF:ORG=X|*a*|END:IF|**|END:IF|*b", "X", "*|IF:ORG=X|*a*|END:IF|**|END:IF|*b")]
    [InlineData("no tags", "X", "no tags")]
    public void What_others_see_is_left_out(string part, string key, string expected) => Assert.Equal(expected, EditionPart.Of(part, "LA", key));
}
