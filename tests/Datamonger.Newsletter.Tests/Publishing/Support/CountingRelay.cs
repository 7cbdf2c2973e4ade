using System.Net;
using System.Net.Sockets;

namespace Datamonger.Newsletter.Tests.Publishing.Support;

/// <summary>Passes connections on to a server, byte for byte, and counts how many are open at once.</summary>
internal sealed class CountingRelay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private long _answered;
    private int _open;

    private CountingRelay(Uri server)
    {
        _listener.Start();
        _ = AcceptAsync(server);
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>The most connections that were open at the same time.</summary>
    public int Most { get; private set; }

    /// <summary>How many bytes the server's answers had.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    public static CountingRelay Start(Uri server) => new(server);

    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync(Uri server)
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptTcpClientAsync(_stopping.Token), server);
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(TcpClient client, Uri server)
    {
        lock (_gate)
            Most = Math.Max(Most, ++_open);
        using (client)
        using (var upstream = new TcpClient())
        {
            try
            {
                await upstream.ConnectAsync(server.Host, server.Port, _stopping.Token);
                await Task.WhenAny(
                    client.GetStream().CopyToAsync(upstream.GetStream(), _stopping.Token),
                    AnswerAsync(upstream.GetStream(), client.GetStream())
                );
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One side is gone; the other is told by closing.
            }
            // Before the client hears of it, and may open the next.
            lock (_gate)
                _open--;
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stopping.Token)) > 0)
        {
            Interlocked.Add(ref _answered, read);
            await to.WriteAsync(buffer.AsMemory(0, read), _stopping.Token);
        }
    }
}
