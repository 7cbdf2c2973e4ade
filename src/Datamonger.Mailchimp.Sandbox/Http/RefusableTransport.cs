using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Datamonger.Mailchimp.Sandbox.Http;

/// <summary>
/// Kestrel's sockets, with a switch that makes the operating system refuse connections and one that takes them again at the same port.
/// </summary>
#pragma warning disable CA1001 // Kestrel disposes the listener that it was given.
internal sealed class RefusableTransport : IConnectionListenerFactory
#pragma warning restore CA1001
{
    private readonly SocketTransportFactory _sockets = new(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
    private Listener? _listener;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        _listener = new Listener(_sockets, await _sockets.BindAsync(endpoint, cancellationToken));

    public Task RefuseAsync(CancellationToken cancellationToken) => _listener!.RefuseAsync(cancellationToken);

    public Task TakeAsync(CancellationToken cancellationToken) => _listener!.TakeAsync(cancellationToken);

    private sealed class Listener(SocketTransportFactory sockets, IConnectionListener bound) : IConnectionListener
    {
        private readonly SemaphoreSlim _gate = new(1);
        private TaskCompletionSource _open = Opened();
        private IConnectionListener? _inner = bound;
        private bool _closed;

        public EndPoint EndPoint { get; } = bound.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                await _open.Task.WaitAsync(cancellationToken);
                if (_closed)
                    return null;
                if (_inner is { } inner && await inner.AcceptAsync(cancellationToken) is { } connection)
                    return connection;
                // The socket was closed under us: by Kestrel, or by a refusal that opens again later.
                if (_closed)
                    return null;
                await Task.Yield();
            }
        }

        public async Task RefuseAsync(CancellationToken cancellationToken)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                if (_inner is not { } inner)
                    return;
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _inner = null;
                await inner.UnbindAsync(cancellationToken);
                await inner.DisposeAsync();
            }
            finally
            {
                _gate.Release();
            }
        }

        public async Task TakeAsync(CancellationToken cancellationToken)
        {
            await _gate.WaitAsync(cancellationToken);
            try
            {
                if (_inner is not null || _closed)
                    return;
                _inner = await sockets.BindAsync(EndPoint, cancellationToken);
                _open.TrySetResult();
            }
            finally
            {
                _gate.Release();
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _closed = true;
            if (_inner is { } inner)
                await inner.UnbindAsync(cancellationToken);
            _open.TrySetResult();
        }

        public async ValueTask DisposeAsync()
        {
            _closed = true;
            _open.TrySetResult();
            if (_inner is { } inner)
                await inner.DisposeAsync();
            _gate.Dispose();
        }

        private static TaskCompletionSource Opened()
        {
            var source = new TaskCompletionSource();
            source.SetResult();
            return source;
        }
    }
}
