using Store.Contracts.Marketing;
using Store.Marketing.Pricing;

namespace Store.Marketing.Promotions;

/// <summary>Tells the till what promotions take off a basket.</summary>
internal static class AnswerPromoteBasket
{
    internal sealed class Handler(LivePromotions live) : IRequestHandler<PromoteBasket, PromotedBasket>
    {
        public async Task<PromotedBasket> Handle(PromoteBasket request, CancellationToken cancellationToken) =>
            Promoter.Promote(await live.Of(request.StoreId, cancellationToken), request);
    }
}
