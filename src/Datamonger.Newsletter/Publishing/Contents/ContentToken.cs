namespace Datamonger.Newsletter.Publishing.Contents;

/// <summary>What a piece of a message is.</summary>
internal enum ContentKind
{
    /// <summary>A word of the text.</summary>
    Text,

    /// <summary>Where a link leads.</summary>
    Link,

    /// <summary>A picture: its address, size and alternative text.</summary>
    Image,

    /// <summary>A merge tag.</summary>
    MergeTag,
}

/// <summary>One piece of a message that a reader would miss, in reading order.</summary>
internal readonly record struct ContentToken(ContentKind Kind, string Text);
