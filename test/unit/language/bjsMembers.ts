/**
 * What the BJS reference names, section by section: expressions whose last name must be there and say what it is. Keys in
 * brackets are those of the objects that the call before them takes.
 */
export const bjsMembers: Readonly<Record<string, string>> = {
  'global variables': `
    message params options content http_status http_headers cookies admins completed_commands_count BB_API_URL
    tgUpdate request owner iteration_quota payment_plan statistics data js_result
    user.id user.telegramid user.first_name user.last_name user.username user.created_at user.updated_at
    user.just_created user.language_code user.is_premium
    chat.id chat.chatid chat.bot_id chat.title chat.chat_type chat.user_id chat.created_at chat.updated_at
    chat.just_created
    bot.id bot.name bot.token bot.created_at bot.updated_at bot.csv_url bot.last_run_at bot.store_bot_id bot.status
    bot.botan_token bot.statistics
    command.id command.name command.folder command.need_reply command.auto_retry_time command.last_auto_retry_at
    command.created_via_csv_import command.last_csv_import_at command.created_at command.updated_at
    owner.email owner.id owner.telegramid iteration_quota.limit iteration_quota.progress
    statistics.total statistics.group_chats_count statistics.user_chats_count statistics.super_group_chats_count
    statistics.active_during_last_day statistics.active_during_last_week
    data.message data.chat data.user data.content data.statistics
    inspect parseInt parseFloat isNaN isFinite`,
  Bot: `
    Bot Bot.sendMessage Bot.inspect Bot.sendMessageToChatWithId Bot.sendMessageToChat
    Bot.sendMessageToAllChats Bot.sendMessageToAllPrivateChats Bot.sendMessageToAllGroupChats
    Bot.sendMessageToAllSuperGroupChats
    Bot.sendKeyboard Bot.sendInlineKeyboard Bot.sendInlineKeyboardToChatWithId
    Bot.editMessage Bot.editMessageInChat Bot.editInlineKeyboard
    Bot.runCommand Bot.run Bot.clearRunAfter Bot.runAll
    Bot.setProp Bot.setProperty Bot.getProp Bot.getProperty Bot.deleteProp
    Bot.setCache Bot.clearCache Bot.blockChat Bot.unblockChat Bot.importCSV Bot.importGit Bot.exportGit
    Bot.sendMessage[text,chat_id,parse_mode,disable_web_page_preview,disable_notification,reply_to_message_id]
    Bot.sendMessage[is_reply,on_result,result_to_bot_property,reply_markup]
    Bot.run[command,options,run_after,label,user_id,user_telegramid,chat_id,bot_id,ignoreMissingCommand,background]
    Bot.runAll[command,options,for_chats,on_create] Bot.clearRunAfter[label]
    Bot.setProp[name,value,type,user_id,user_telegramid,bot_id,list]
    Bot.getProp[name,user_id,user_telegramid,bot_id,other_bot_id,default_value]
    Bot.importGit[branch,success] Bot.exportGit[branch,success] Bot.sendInlineKeyboard[title,url,command]`,
  User: `
    User User.setProp User.setProperty User.getProp User.getProperty User.deleteProp
    User.addToGroup User.getGroup User.removeGroup User.setCache User.clearCache
    User.setProp[name,value,list,user_id]`,
  Api: `
    Api Api.call Api.sendMessage Api.deleteMessage Api.sendPhoto Api.getChatMember Api.answerCallbackQuery
    Api.editMessageText Api.sendChatAction Api.sendDocument Api.sendVideo Api.sendSticker Api.answerInlineQuery
    Api.copyMessage Api.sendAudio Api.forwardMessage Api.editMessageMedia Api.getUserProfilePhotos Api.sendDice
    Api.unbanChatMember Api.restrictChatMember Api.banChatMember Api.sendAnimation Api.sendLocation Api.sendVoice
    Api.pinChatMessage Api.getChatAdministrators Api.getChat Api.setMyCommands Api.getFile Api.sendPoll
    Api.unpinChatMessage Api.sendContact Api.setChatTitle Api.answerPreCheckoutQuery Api.sendVideoNote
    Api.getChatMemberCount Api.editMessageCaption Api.promoteChatMember Api.kickChatMember Api.exportChatInviteLink
    Api.setChatDescription Api.leaveChat Api.editMessageReplyMarkup
    Api.sendMessage[chat_id,text,reply_markup,on_result,on_error,bb_options,background]
    Api.sendMessage[result_to_bot_property,result_to_user_property] Api.call[on_result,chat_id]`,
  HTTP: `
    HTTP HTTP.get HTTP.post HTTP.put HTTP.delete HTTP.options HTTP.patch HTTP.trace
    HTTP.get[url,success,error,headers,body,cookies,folow_redirects,background]`,
  'other objects': `
    WebApp WebApp.getUrl WebApp.render WebApp.getUrl[command,options] WebApp.render[content,mime_type,template,options]
    AdminPanel AdminPanel.setPanel AdminPanel.getPanel AdminPanel.getPanelField AdminPanel.getFieldValue
    AdminPanel.setFieldValue AdminPanel.getPanelValues AdminPanel.deletePanel
    AdminPanel.setPanel[panel_name,data,force] AdminPanel.getFieldValue[panel_name,field_name]
    AdminPanel.setFieldValue[panel_name,field_name,value]
    AdminPanel.getPanel().title AdminPanel.getPanel().description AdminPanel.getPanel().index
    AdminPanel.getPanel().icon AdminPanel.getPanel().button_title AdminPanel.getPanel().on_saving
    AdminPanel.getPanel().fields AdminPanel.getPanelField().name AdminPanel.getPanelField().title
    AdminPanel.getPanelField().description AdminPanel.getPanelField().type AdminPanel.getPanelField().placeholder
    AdminPanel.getPanelField().value AdminPanel.getPanelField().icon AdminPanel.getPanelField().hidden
    BBAdmin BBAdmin.attractUser BBAdmin.installBot BBAdmin.cloneBot BBAdmin.tgSignIn BBAdmin.addChildAccount
    BBAdmin.unlinkAllChildAccounts BBAdmin.getParentAccount BBAdmin.getParentAccountDetails
    BBAdmin.addExtraPointsToIterationQuota BBAdmin.installPaidStoreBot BBAdmin.resetPassword
    BBAdmin.getAccountBalance BBAdmin.curUser BBAdmin.attractUser[email,owner_id]
    BBAdmin.installBot[email,bot_id,token,as_protected,bot_properties,run_now] BBAdmin.cloneBot[bot_id,token,run_now]
    List List[name,user,user_id] List.prototype.exist List.prototype.id List.prototype.name List.prototype.created_at List.prototype.page
    List.prototype.per_page List.prototype.total_pages List.prototype.count List.prototype.recount_delay List.prototype.order_by
    List.prototype.order_ascending List.prototype.case_sensitive List.prototype.total_value List.prototype.average_value
    List.prototype.max_value List.prototype.min_value List.prototype.create List.prototype.remove List.prototype.get List.prototype.getUsers
    List.prototype.getUser List.prototype.haveUser List.prototype.addUser List.prototype.rejectUser List.prototype.rejectAllUsers
    List.prototype.rejectProperty List.prototype.removeProperty List.prototype.removeAll List.prototype.rejectAll
    List.prototype.isRecountNeeded List.prototype.recount List.prototype.search List.prototype.recount[onComplete]
    List.prototype.get()[0].name List.prototype.get()[0].value List.prototype.get()[0].user List.prototype.get()[0].created_at
    List.prototype.get()[0].updated_at List.prototype.recount_delay.total List.prototype.recount_delay.current_value
    List.prototype.recount_delay.lag
    RunAllTask RunAllTask[id] RunAllTask.prototype.id RunAllTask.prototype.status RunAllTask.prototype.progress
    RunAllTask.prototype.cur_position RunAllTask.prototype.total RunAllTask.prototype.errors_count
    Command Command.setValue GoogleAnalytics GoogleAnalytics.event GoogleAnalytics.exception GoogleAnalytics.timing
    GoogleAnalytics.pageview GoogleAnalytics.social GoogleAnalytics.transaction GoogleAnalytics.transaction_item`,
  'core libraries': `
    ResLib Libs.ResourcesLib ResLib.userRes ResLib.chatRes ResLib.anotherUserRes ResLib.anotherChatRes ResLib.growthFor
    ResLib.userRes().name ResLib.userRes().growth ResLib.userRes().value ResLib.userRes().baseValue
    ResLib.userRes().set ResLib.userRes().add ResLib.userRes().have ResLib.userRes().remove
    ResLib.userRes().removeAnyway ResLib.userRes().takeFromAnother ResLib.userRes().transferTo
    ResLib.userRes().takeFromAnotherAnyway ResLib.userRes().transferToAnyway ResLib.userRes().exchangeTo
    ResLib.userRes().propName ResLib.userRes().resetGrowth ResLib.userRes().exchangeTo[remove_amount,add_amount]
    ResLib.userRes().growth.info ResLib.userRes().growth.title ResLib.userRes().growth.isEnabled
    ResLib.userRes().growth.have ResLib.userRes().growth.add ResLib.userRes().growth.addPercent
    ResLib.userRes().growth.addCompoundInterest ResLib.userRes().growth.stop ResLib.userRes().growth.progress
    ResLib.userRes().growth.willCompletedAfter ResLib.userRes().growth.totalIterations
    ResLib.userRes().growth.resume ResLib.userRes().growth.remove
    ResLib.userRes().growth.add[value,interval,min,max,max_iterations_count]
    ResLib.userRes().growth.addPercent[percent,interval] ResLib.userRes().growth.addCompoundInterest[percent,interval]
    RefLib Libs.ReferralLib RefLib.track RefLib.getLink RefLib.getAttractedBy RefLib.getRefList RefLib.getRefCount
    RefLib.getTopList RefLib.clearRef RefLib.currentUser RefLib.currentUser.track RefLib.currentUser.getRefLink
    RefLib.currentUser.attractedByUser RefLib.currentUser.attractedByChannel RefLib.currentUser.refList
    RefLib.currentUser.refList.get RefLib.currentUser.refList.clear RefLib.topList RefLib.topList.get RefLib.getRefLink
    RefLib.setLinkPrefix RefLib.tgid RefLib.tgid.attractedByUser
    RefLib.track[onTouchOwnLink,onAttracted,onAlreadyAttracted,linkPrefix,debug,useList,topBoardMaxCount]
    RefLib.track[onAtractedByUser]
    CommonLib Libs.CommonLib Libs.commonLib CommonLib.getNameFor CommonLib.getLinkFor
    TopBoardLib TopBoardLib.addScore TopBoardLib.getBoard TopBoardLib.resetBoard TopBoardLib.getUserPropName
    TopBoardLib.addScore[value,boardName,maxCount,fields,user] TopBoardLib.getBoard()[0].id
    TopBoardLib.getBoard()[0].tgId TopBoardLib.getBoard()[0].first_name TopBoardLib.getBoard()[0].last_name
    TopBoardLib.getBoard()[0].username TopBoardLib.getBoard()[0].language_code TopBoardLib.getBoard()[0].value
    CurrencyQuote CurrencyQuote.fiat CurrencyQuote.crypto CurrencyQuote.crypto.details CurrencyQuote.convert
    CurrencyQuote.fiat.getCachingTime CurrencyQuote.crypto.getCachingTime CurrencyQuote.convert[amount,from,to]
    CryptoJS CryptoJS.HmacSHA256 CryptoJS.HmacSHA512 CryptoJS.SHA256 CryptoJS.MD5 CryptoJS.enc.Hex
    SmartBot SmartBot[params,defaultMarkdown,skip_cmd_folders,strict_params,debug] SmartBot.prototype.setupLng
    SmartBot.prototype.setUserLang SmartBot.prototype.getUserLang SmartBot.prototype.handle SmartBot.prototype.add SmartBot.prototype.set
    SmartBot.prototype.run SmartBot.prototype.fill SmartBot.prototype.isAlias SmartBot.prototype.params SmartBot.prototype.curCommand
    SmartBot.prototype.debug SmartBot.prototype.run[command,options] SmartBot.prototype.setupLng[commands,types,titles]
    SmartTasker SmartTasker[name,tasks,balance,smartBot] SmartTasker.prototype.getTasksForWork SmartTasker.prototype.skipTask
    SmartTasker.prototype.getTasksForWork()[0].id SmartTasker.prototype.getTasksForWork()[0].amount
    SmartTasker.prototype.getTasksForWork()[0].manyTimes
    SmartTasker.prototype.defineTask SmartTasker.prototype.defineWork SmartTasker.prototype.completeExecution
    SmartTasker.prototype.addBalance SmartTasker.prototype.prepareTaskQuestion SmartTasker.prototype.acceptAnswer
    SmartTasker.prototype.clearUserProgress SmartTasker.prototype.prepareTaskQuestion[taskID,onAnswer]
    SmartAmountDialog SmartAmountDialog[min,max,curValue,onlyInteger,skipZero,dialogErrors,smartBot]
    SmartAmountDialog.prototype.accept SmartAmountDialog.prototype.amount SmartAmountDialog.prototype.errMsg`,
  'libraries of the store': `
    Libs Libs.Webhooks Libs.Webhooks.getUrlFor Libs.Webhooks.setApiKey Libs.Webhooks.getGlobalUrl Libs.Webhooks.getUrl
    Libs.Webhooks.getUrlFor[command,user_id,content,redirect_to]
    Libs.MembershipChecker Libs.MembershipChecker.setup Libs.MembershipChecker.check Libs.MembershipChecker.handle
    Libs.MembershipChecker.isMember Libs.MembershipChecker.getChats Libs.MembershipChecker.getNotJoinedChats
    Libs.CooldownLib Libs.CooldownLib.user.watch Libs.CooldownLib.user.getCooldown Libs.CooldownLib.chat.watch
    Libs.CooldownLib.chat.getCooldown Libs.CooldownLib.watch Libs.CooldownLib.getCooldown
    Libs.CooldownLib.watch[name,time,onStarting,onWaiting,onEnding]
    Libs.Guard Libs.Guard.setup Libs.Guard.isAdmin Libs.Guard.verifyAccess
    Libs.Lang Libs.Lang.user.setLang Libs.Lang.user.getCurLang Libs.Lang.default.setLang Libs.Lang.default.getCurLang
    Libs.Lang.setup Libs.Lang.get Libs.Lang.t Libs.Lang.getCommandByAlias
    Libs.DateTimeFormat Libs.DateTimeFormat.format
    Libs.Random Libs.Random.randomInt Libs.Random.randomFloat Libs.Random.sendMessage
    Libs.CoinPayments Libs.CoinPayments.setPrivateKey Libs.CoinPayments.setPublicKey Libs.CoinPayments.setBBApiKey
    Libs.CoinPayments.apiCall Libs.CoinPayments.getIpnUrl Libs.CoinPayments.createTransaction
    Libs.CoinPayments.createPermanentWallet Libs.CoinPayments.getTxInfo Libs.CoinPayments.callTestPaymentCompleted
    Libs.CoinPayments.callTestPermanentWalletIncome Libs.CoinPayments.apiCall[fields,onSuccess]
    Libs.CoinPayments.createTransaction[fields,onSuccess,onPaymentCompleted,onIPN,onError]
    Libs.CoinPayments.createPermanentWallet[currency,label,onSuccess,onIncome,onIPN,onError]
    Libs.CoinPayments.getTxInfo[payment_index,onSuccess]
    Libs.OxaPayLibV1 Libs.OxaPayLibV1.setMerchantApiKey Libs.OxaPayLibV1.setPayoutApiKey
    Libs.OxaPayLibV1.setGeneralApiKey Libs.OxaPayLibV1.apiCall Libs.OxaPayLibV1.apiCall[url,method,fields,on_success]
    Libs.OxaPayLib Libs.OxaPayLib.setMerchantKey Libs.OxaPayLib.setPaymentApiKey Libs.OxaPayLib.apiCall
    Libs.OxaPayLib.createTransaction Libs.OxaPayLib.transfer Libs.OxaPayLib.getTxInfo Libs.OxaPayLib.getAcceptedCoins
    Libs.OxaPayLib.setPayoutApiKey
    Libs.Coinbase Libs.Coinbase.setup Libs.Coinbase.apiCall
    Libs.Coinbase.apiCall[method,path,body,onSuccess,onError,background,apiKey,secretApiKey]
    Libs.BlockIO Libs.BlockIO.setSecretPin Libs.BlockIO.testNet Libs.BlockIO.testNet.Bitcoin
    Libs.BlockIO.testNet.Litecoin Libs.BlockIO.testNet.Dogecoin Libs.BlockIO.Bitcoin Libs.BlockIO.Litecoin
    Libs.BlockIO.Dogecoin Libs.BlockIO.Bitcoin.setApiKey Libs.BlockIO.Bitcoin.getNewAddress
    Libs.BlockIO.Bitcoin.getBalance Libs.BlockIO.Bitcoin.getAddressBalance Libs.BlockIO.Bitcoin.getMyAddresses
    Libs.BlockIO.Bitcoin.getAddressByLabel Libs.BlockIO.Bitcoin.isValidAddress Libs.BlockIO.Bitcoin.isGreenTransaction
    Libs.BlockIO.Bitcoin.archiveAddresses Libs.BlockIO.Bitcoin.unarchiveAddresses
    Libs.BlockIO.Bitcoin.getMyArchivedAddresses Libs.BlockIO.Bitcoin.getTransactions
    Libs.BlockIO.Bitcoin.getRawTransaction Libs.BlockIO.Bitcoin.getNetworkFeeEstimate
    Libs.BlockIO.Bitcoin.getCurrentPrice Libs.BlockIO.Bitcoin.withdraw Libs.BlockIO.Bitcoin.withdrawFromAddresses
    Libs.BlockIO.Bitcoin.withdrawFromLabels
    Libs.FreeKassaPayment Libs.FreeKassaPayment.getSetupPage Libs.FreeKassaPayment.options
    Libs.FreeKassaPayment.options.secret.get Libs.FreeKassaPayment.options.secret.set
    Libs.FreeKassaPayment.options.secret2 Libs.FreeKassaPayment.options.storeId Libs.FreeKassaPayment.options.onPayment
    Libs.FreeKassaPayment.getPaymentLink Libs.FreeKassaPayment.decodeResult
    Libs.QiwiPayment Libs.QiwiPayment.getPaymentLink Libs.QiwiPayment.setQiwiApiTokent Libs.QiwiPayment.acceptPayment
    Libs.CurrencyConverter Libs.CurrencyConverter.convert Libs.CurrencyConverter.setupApiKey
    Libs.CurrencyConverter.getApiUrl
    Libs.GoogleApp Libs.GoogleApp.setUrl Libs.GoogleApp.run Libs.GoogleApp.run[code,onRun,email,debug]
    Libs.GoogleTableSync Libs.GoogleTableSync.sync Libs.GoogleTableSync.read
    Libs.GoogleTableSync.sync[tableID,sheetName,index,datas,onRun,email,debug]
    Libs.GoogleSpreadSheet Libs.GoogleSpreadSheet.setUrl Libs.GoogleSpreadSheet.getHeader
    Libs.GoogleSpreadSheet.getRow Libs.GoogleSpreadSheet.addRow Libs.GoogleSpreadSheet.editRow
    Libs.AmoCRM Libs.AmoCRM.setUserLogin Libs.AmoCRM.setApiKey Libs.AmoCRM.setSubDomain Libs.AmoCRM.auth
    Libs.AmoCRM.apiGet Libs.AmoCRM.apiPost Libs.DurakCardGame`,
  'code of a library': `
    library.publish library.on library.setBotProperty library.getBotProperty library.setUserProperty
    library.getUserProperty`,
};
