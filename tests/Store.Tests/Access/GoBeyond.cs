using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Store.Contracts.Access;
using Store.Kernel.Http;
using Store.Kernel.Pipeline;

namespace Store.Tests.Access;

/// <summary>What slices of other modules do: asks whether the caller may go as far, and then does it, or fails after all.</summary>
internal static class GoBeyond
{
    internal sealed record Command(long StoreId, string Limit, decimal Value, string Subject, bool ThenFail) : ICommand<Result>, IStoreScoped;

    /// <summary>The same without a transaction, as a preview does it.</summary>
    internal sealed record Preview(long StoreId, string Limit, decimal Value, string Subject) : IQuery<Result>, IStoreScoped;

    internal sealed record Result(long? ApprovalId, long? ApproverId, string? ApproverName);

    internal sealed class Handler(IMediator mediator) : IRequestHandler<Command, Result>
    {
        public async Task<Result> Handle(Command command, CancellationToken cancellationToken)
        {
            var approver = await mediator.Send(new RequireLimit(command.StoreId, command.Limit, command.Value, command.Subject), cancellationToken);
            return command.ThenFail ? throw new Conflict("beyond.failed", "Something else was wrong.") : new Result(approver?.ApprovalId, approver?.UserId, approver?.Name);
        }
    }

    internal sealed class PreviewHandler(IMediator mediator) : IRequestHandler<Preview, Result>
    {
        public async Task<Result> Handle(Preview query, CancellationToken cancellationToken)
        {
            var approver = await mediator.Send(new RequireLimit(query.StoreId, query.Limit, query.Value, query.Subject), cancellationToken);
            return new Result(approver?.ApprovalId, approver?.UserId, approver?.Name);
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        internal sealed record Body(string Limit, decimal Value, string Subject, bool ThenFail = false);

        public void Map(IEndpointRouteBuilder routes)
        {
            routes.MapPost("/stores/{storeId:long}/beyond", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Command(storeId, body.Limit, body.Value, body.Subject, body.ThenFail), cancel))
                .RequirePermission("checkout.sell").WithName(nameof(GoBeyond));
            routes.MapPost("/stores/{storeId:long}/beyond/preview", (long storeId, Body body, IMediator mediator, CancellationToken cancel) =>
                    mediator.Send(new Preview(storeId, body.Limit, body.Value, body.Subject), cancel))
                .RequirePermission("checkout.sell").WithName("PreviewBeyond");
        }
    }
}
