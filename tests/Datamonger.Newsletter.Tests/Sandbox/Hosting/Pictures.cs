namespace Datamonger.Newsletter.Tests.Sandbox.Hosting;

/// <summary>The smallest of pictures.</summary>
internal static class Pictures
{
    /// <summary>A PNG of one pixel.</summary>
    public const string DotBase64 = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
}
